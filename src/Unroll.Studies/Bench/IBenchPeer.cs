namespace Unroll.Studies.Bench;

/// <summary>Another library that does the same workloads, each in a process of its own.</summary>
public interface IBenchPeer
{
    /// <summary>Whether it can do a workload at all.</summary>
    bool Does(BenchWork work);

    /// <summary>Starts a workload that it can do.</summary>
    /// <param name="work">The workload.</param>
    /// <param name="threads">How many it may use.</param>
    IBenchSide Start(BenchWork work, int threads);
}

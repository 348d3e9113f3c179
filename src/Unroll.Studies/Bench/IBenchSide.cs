namespace Unroll.Studies.Bench;

/// <summary>One side of a benchmark: runs a workload on its turn, sleeps otherwise.</summary>
public interface IBenchSide : IDisposable
{
    /// <summary>Its name and settings.</summary>
    BenchIntroduction Introduction { get; }

    /// <summary>Its peak memory so far, in bytes; null where the system does not report it.</summary>
    long? PeakMemory { get; }

    /// <summary>Runs steps.</summary>
    /// <returns>Milliseconds of each.</returns>
    double[] Time(int steps);
}

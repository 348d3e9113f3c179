namespace Unroll.Studies.Bench;

/// <summary>A workload whose speed is measured: a training step, or a step of generation.</summary>
/// <param name="Name">A, B-lstm … generate-window, followed by the form where it is not the plain one: A-stateful.</param>
/// <param name="Description">The model and its batch.</param>
public abstract record BenchWork(string Name, string Description)
{
    /// <summary>Floating-point operations of one step, a multiply-add counted as two.</summary>
    public abstract double Operations { get; }

    /// <summary>Characters that a step writes; 0 where it trains.</summary>
    public virtual int Characters => 0;

    /// <summary>The workload that peers run beside it, where that is another: with weights in float32.</summary>
    public string PeerWork { get; init; } = Name;

    /// <summary>Whether speed is reported in characters per second.</summary>
    public bool IsGeneration => Characters > 0;

    /// <summary>The same workload in other forms, whose cost relative to this one can be measured.</summary>
    public virtual IReadOnlyList<BenchWork> Variants => [];

    /// <summary>Creates everything that a step needs.</summary>
    /// <param name="workers">Threads.</param>
    public abstract BenchRun Start(int workers);
}

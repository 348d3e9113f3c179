namespace Unroll.Studies.Bench;

/// <summary>Work whose speed is measured: a training step, or a generated character.</summary>
/// <param name="Name">A, B-lstm … generate-window, with the form behind it where it is not the plain one: A-stateful.</param>
/// <param name="Description">The model and its batch.</param>
public abstract record BenchWork(string Name, string Description)
{
    /// <summary>Floating-point operations of one step, a multiply-add counted as two.</summary>
    public abstract double Operations { get; }

    /// <summary>Whether a step is one character, and speed is told in characters a second.</summary>
    public virtual bool IsGeneration => false;

    /// <summary>The same work in other forms, whose cost over this one can be measured.</summary>
    public virtual IReadOnlyList<BenchWork> Variants => [];

    /// <summary>Makes everything that a step needs.</summary>
    /// <param name="workers">Threads.</param>
    public abstract BenchRun Start(int workers);
}

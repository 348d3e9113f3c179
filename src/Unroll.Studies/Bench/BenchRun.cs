namespace Unroll.Studies.Bench;

/// <summary>A started work.</summary>
/// <param name="step">Makes one step.</param>
/// <param name="owner">What the steps live on.</param>
/// <param name="split">How the workers share a step, in a word or two; null where nothing tells.</param>
public sealed class BenchRun(Action step, IDisposable owner, string? split = null) : IDisposable
{
    /// <summary>How the workers share a step, in a word or two; null where nothing tells.</summary>
    public string? Split { get; } = split;

    /// <summary>Makes one step.</summary>
    public void Step() => step();

    /// <inheritdoc/>
    public void Dispose() => owner.Dispose();
}

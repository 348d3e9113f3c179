using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks;

/// <summary>A folder in a list of runs.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="State">What became of it.</param>
/// <param name="Bytes">Bytes of all its files.</param>
/// <param name="Changed">When one of them was written last.</param>
public sealed record RunListing(string Folder, RunState State, long Bytes, DateTimeOffset Changed)
{
    /// <summary>Its task; empty where that cannot be read.</summary>
    public string Task { get; init; } = "";

    /// <summary>The names or paths of its data.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>
    /// The smallest held-out loss where the run kept its best weights by it, else the last epoch's: one chosen by the test would flatter. Null before the first
    /// epoch.
    /// </summary>
    public MetricValue? Loss { get; init; }

    /// <summary>The epoch of <see cref="Loss"/>, from 1; 0 for none.</summary>
    public int Epoch { get; init; }

    /// <summary>What is wrong with it; null for nothing.</summary>
    public string? Remark { get; init; }
}

using Unroll.Metrics;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Runs;

/// <summary>What a model came to on data.</summary>
/// <param name="Metrics">The metrics, in the order in which they are shown.</param>
public sealed record Evaluation(IReadOnlyList<MetricValue> Metrics)
{
    /// <summary>The tables from which the metrics were computed, by file name in the run folder: predictions.csv, confusion.csv.</summary>
    public IReadOnlyDictionary<string, Table> Tables { get; init; } = new Dictionary<string, Table>();

    /// <summary>What a reader should know of the metrics, a line each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>What the model is seen beside: metrics that begin with one of these names are of it, "naiveMase" of "naive".</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>How often each class was read as which, of a model that classifies; null of others.</summary>
    public ConfusionMatrix? Confusion { get; init; }

    /// <summary>The metrics by their stable names.</summary>
    public IReadOnlyDictionary<string, double> ByName => Metrics.ToDictionary(metric => metric.Key, metric => metric.Value);
}

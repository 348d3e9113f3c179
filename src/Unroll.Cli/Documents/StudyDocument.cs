using System.Text.Json.Serialization;
using Unroll.Studies.Grid;
using Unroll.Studies.Statistics;

namespace Unroll.Cli.Documents;

/// <summary>unroll study run --json.</summary>
sealed record StudyDocument(string Study, bool Quick, string Folder, bool Synthetic, bool Stopped, IReadOnlyList<string> Remarks,
    IReadOnlyList<StudyDocument.CellItem> Cells)
{
    public static StudyDocument From(StudyResult result) => new(
        result.Study.Name, result.Study.IsQuick, result.Folder, result.IsSynthetic, result.IsStopped, result.Remarks,
        [.. result.Cells.Select(cell => Item(result, cell))]);

    static CellItem Item(StudyResult result, CellResult cell) => new(
        result.Study.Axes.Zip(cell.Cell.Values).ToDictionary(one => one.First.Name, one => one.Second.Name),
        cell.Failures,
        result.Study.Metrics.Distinct().ToDictionary(metric => metric, metric => Metric(cell.Trials(metric), cell.Cell.Published(metric)?.Value)),
        result.Difference(cell) is { } difference ? Comparison(difference) : null);

    static MetricItem Metric(Trials? trials, double? published) =>
        new(JsonOutput.Finite(trials?.Mean), JsonOutput.Finite(trials?.Deviation), trials?.Count ?? 0, published);

    static ComparisonItem Comparison(CellDifference one) => new(
        JsonOutput.Finite(one.Difference.Value), JsonOutput.Finite(one.Difference.Low), JsonOutput.Finite(one.Difference.High), one.Verdict);

    internal sealed record CellItem(
        Dictionary<string, string> Settings, int Failures, Dictionary<string, MetricItem> Metrics, ComparisonItem? Comparison);

    internal sealed record MetricItem(
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Mean,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Deviation,
        int Trials, double? Published);

    internal sealed record ComparisonItem(
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Difference,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Low,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? High, string Verdict);
}

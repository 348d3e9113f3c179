using System.Text.Json.Serialization;
using Unroll.Studies.Grid;
using Unroll.Studies.Statistics;

namespace Unroll.Cli.Documents;

/// <summary>unroll study run --json.</summary>
sealed record StudyDocument(string Study, bool Quick, string Folder, string? Report, bool Synthetic, bool Stopped, IReadOnlyList<string> Remarks,
    IReadOnlyList<StudyDocument.CellItem> Cells, IReadOnlyList<StudyDocument.ClaimItem> Claims)
{
    public static StudyDocument From(StudyResult result, string? report) => new(
        result.Study.Name, result.Study.IsQuick, result.Folder, report, result.IsSynthetic, result.IsStopped, result.Remarks,
        [.. result.Cells.Select(cell => Item(result, cell))], [.. result.Claims.Select(one => new ClaimItem(one.Claim.Text, one.Word, one.Evidence))]);

    static CellItem Item(StudyResult result, CellResult cell) => new(
        result.Study.Axes.Zip(cell.Cell.Values).ToDictionary(one => one.First.Name, one => one.Second.Name),
        cell.Failures, cell.Results.Sum(result => result?.SkippedSteps ?? 0),
        result.Study.Metrics.Distinct().ToDictionary(metric => metric, metric => Metric(cell.Trials(metric), cell.Cell.Published(metric)?.Value)),
        result.Difference(cell) is { } difference ? Comparison(difference) : null);

    static MetricItem Metric(Trials? trials, double? published) =>
        new(JsonOutput.Finite(trials?.Mean), JsonOutput.Finite(trials?.Deviation), JsonOutput.Finite(trials?.Low), JsonOutput.Finite(trials?.High),
            trials?.Interval ?? IntervalKind.None, trials?.Count ?? 0, published);

    static ComparisonItem Comparison(CellDifference one) => new(
        JsonOutput.Finite(one.Difference.Value), JsonOutput.Finite(one.Difference.Low), JsonOutput.Finite(one.Difference.High), JsonOutput.Finite(one.P),
        one.Difference.Test, one.Verdict);

    internal sealed record ClaimItem(string Text, string Verdict, string Figures);

    internal sealed record CellItem(
        Dictionary<string, string> Settings, int Failures, long SkippedSteps, Dictionary<string, MetricItem> Metrics, ComparisonItem? Comparison);

    internal sealed record MetricItem(
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Mean,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Deviation,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Low,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? High,
        IntervalKind Interval, int Trials, double? Published);

    internal sealed record ComparisonItem(
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Difference,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Low,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? High,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? P,
        DifferenceTest Test, string Verdict);
}

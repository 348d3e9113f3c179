using Unroll.Studies.Statistics;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Grid;

/// <summary>All results of a study as one table, summary.csv: a row for each cell and metric; empty where there is no number.</summary>
static class SummaryTable
{
    static readonly string[] s_numbers =
    [
        "trials", "failures", "mean", "deviation", "populationDeviation", "low", "high", "published", "publishedDeviation", "difference", "differenceLow",
        "differenceHigh", "p",
    ];

    /// <summary>Names of intervals and tests in files: "studentT", "paired".</summary>
    public static string Name<T>(T kind) where T : struct, Enum => kind.ToString() is var name ? char.ToLowerInvariant(name[0]) + name[1..] : "";

    public static Table Create(StudyResult result)
    {
        Study study = result.Study;
        Column[] columns =
            [.. study.Axes.Select(axis => Column.Text(axis.Name)), Column.Text("figure"), .. s_numbers.Select(Column.Number), Column.Text("interval"),
                Column.Text("test"), Column.Text("verdict")];
        return new Table(columns, [.. result.Cells.SelectMany(cell => study.Metrics.Select(metric =>
            Row(cell, metric, metric == study.Comparison?.Metric ? result.Difference(cell) : null)))]);
    }

    static Cell[] Row(CellResult cell, string metric, CellDifference? difference)
    {
        Trials? trials = cell.Trials(metric);
        PublishedMetric? published = cell.Cell.Published(metric);
        return
        [
            .. cell.Cell.Names, metric, trials?.Count ?? 0, cell.Failures, Number(trials?.Mean), Number(trials?.Deviation), Number(trials?.PopulationDeviation),
            Number(trials?.Low), Number(trials?.High), Number(published?.Value), Number(published?.Deviation), Number(difference?.Difference.Value),
            Number(difference?.Difference.Low), Number(difference?.Difference.High), Number(difference?.P), trials is null ? "" : Name(trials.Interval),
            difference is null ? "" : Name(difference.Difference.Test), difference?.Verdict ?? "",
        ];
    }

    static Cell Number(double? value) => value is { } number && !double.IsNaN(number) ? number : default(Cell);
}

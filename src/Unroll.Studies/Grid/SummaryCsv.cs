using Unroll.Studies.Statistics;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;

namespace Unroll.Studies.Grid;

/// <summary>A study's summary as CSV: a row for each cell and figure, all digits; empty where there is no number.</summary>
static class SummaryCsv
{
    static readonly string[] s_columns =
    [
        "figure", "trials", "failures", "mean", "deviation", "populationDeviation", "low", "high", "published", "publishedDeviation", "difference", "differenceLow",
        "differenceHigh", "verdict",
    ];

    public static string Write(StudyResult result)
    {
        Dictionary<CellResult, CellDifference> differences = CellDifference.Compare(result).ToDictionary(difference => difference.Cell);
        return CsvTable.Write([.. result.Study.Axes.Select(axis => axis.Name), .. s_columns], result.Cells.SelectMany(cell =>
            result.Study.Figures.Select(figure => Row(cell, figure, figure == result.Study.Comparison?.Figure ? differences.GetValueOrDefault(cell) : null))));
    }

    static IEnumerable<object> Row(CellResult cell, string figure, CellDifference? difference)
    {
        Trials? trials = cell.Trials(figure);
        PublishedFigure? published = cell.Cell.Published(figure);
        return
        [
            .. cell.Cell.Values.Select(value => value.Name), figure, trials?.Count ?? 0, cell.Failures, Number(trials?.Mean), Number(trials?.Deviation), Number(trials?.PopulationDeviation),
            Number(trials?.Low), Number(trials?.High), Number(published?.Value), Number(published?.Deviation), Number(difference?.Difference.Value), Number(difference?.Difference.Low),
            Number(difference?.Difference.High), difference?.Verdict ?? "",
        ];
    }

    static object Number(double? value) => value is { } number && !double.IsNaN(number) ? number : "";
}

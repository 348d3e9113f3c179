using System.Globalization;
using Unroll.Reports.Charts;
using Unroll.Studies.Grid;

namespace Unroll.Reports.Grid;

/// <summary>The curves of a study's trainings by epoch: a line for each cell, the mean over its seeds, in a band from the smallest to the largest.</summary>
static class HistoryPlot
{
    /// <summary>A chart for each combination of the axes that the lines do not tell apart.</summary>
    public static IEnumerable<Chart> Of(StudyResult result, StudyPlot plot)
    {
        Axis y = new(MetricText.Name(plot.Metric), plot.IsLogarithmic ? AxisKind.Logarithmic : AxisKind.Linear);
        foreach ((string common, CellResult[] cells) in PlotGroups.Of(result, plot.Series.Length == 0 ? null : [plot.Series]))
        {
            var series = new List<Series>();
            foreach (CellResult cell in cells)
            {
                if (Curve(cell, plot.Metric) is not { Length: > 0 } curve)
                    continue;
                series.Add(new Series(NameOf(cell, plot), Mark.Line, curve) { Style = Array.IndexOf(cells, cell) });
            }

            int styles = series.Count;
            foreach (CellResult cell in cells)
                if (Published(result, cell, plot.Metric) is { Length: > 0 } published)
                    series.Add(new Series(cells.Length == 1 ? "published" : NameOf(cell, plot) + ", published", Mark.Points, published)
                    {
                        IsQuiet = true, Style = Array.IndexOf(cells, cell),
                    });
            if (styles > 0)
                yield return new XyChart(plot.Title + common, new Axis("epoch") { IsWhole = true }, y, series);
        }
    }

    static string NameOf(CellResult cell, StudyPlot plot) => plot.Series.Length == 0 ? PlotGroups.Name(cell) : cell.Cell[plot.Series];

    static Point[] Curve(CellResult cell, string metric)
    {
        double[][] histories = [.. cell.Results.OfType<TrialResult>().Where(result => result.Failure is null)
            .Select(result => Epochs(result, metric)).OfType<double[]>().Where(history => history.Length > 0)];
        int epochs = histories.Length == 0 ? 0 : histories.Max(history => history.Length);
        return
        [
            .. Enumerable.Range(0, epochs)
                .Select(epoch => At(epoch, [.. histories.Where(history => history.Length > epoch).Select(history => history[epoch])])),
        ];
    }

    /// <summary>A metric by epoch; an error rate is 1 less the accuracy, which is what trainings keep.</summary>
    static double[]? Epochs(TrialResult result, string metric)
    {
        string kept = TrialResult.Underlying(metric);
        double[]? values = result.History.GetValueOrDefault(kept);
        return kept == metric ? values : values?.Select(value => 1 - value).ToArray();
    }

    static Point At(int epoch, double[] values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        return finite.Length switch
        {
            0 => new Point(epoch + 1, double.NaN),
            1 => new Point(epoch + 1, finite[0]),
            _ => new Point(epoch + 1, finite.Average(), finite.Min(), finite.Max()),
        };
    }

    /// <summary>What the source states of single epochs: trainingLoss@10.</summary>
    static Point[] Published(StudyResult result, CellResult cell, string metric) =>
    [
        .. from name in result.Study.Published.Select(one => one.Metric).Distinct()
           where name.StartsWith(metric + "@", StringComparison.Ordinal)
           let value = cell.Cell.Published(name)?.Value
           where value is not null && int.TryParse(name[(metric.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out _)
           select new Point(int.Parse(name[(metric.Length + 1)..], CultureInfo.InvariantCulture), value.Value),
    ];
}

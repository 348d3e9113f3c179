using Unroll.Reports.Charts;
using Unroll.Studies.Grid;
using Unroll.Studies.Runs;
using Unroll.Studies.Statistics;

namespace Unroll.Reports.Grid;

/// <summary>A metric at the values of an axis: points with the standard deviation over the seeds, beside what was published.</summary>
static class AxisPlot
{
    /// <summary>A chart for each combination of the axes that are neither along the horizontal nor told apart by colour.</summary>
    public static IEnumerable<Chart> Of(StudyResult result, StudyPlot plot)
    {
        string[] shown = [.. new[] { plot.X, plot.Series }.Where(axis => axis.Length > 0)];
        StudyAxis axis = result.Study.Axes.First(one => one.Name == plot.X);
        var x = new Axis(axis.Name, AxisKind.Category) { Categories = [.. axis.Values.Select(value => value.Name)] };
        var y = new Axis(MetricText.Name(plot.Metric), plot.IsLogarithmic ? AxisKind.Logarithmic : AxisKind.Linear);
        foreach ((string common, CellResult[] cells) in PlotGroups.Of(result, shown))
        {
            IGrouping<string, CellResult>[] groups = [.. cells.GroupBy(cell => plot.Series.Length == 0 ? "" : cell.Cell[plot.Series])];
            Series[] series =
            [
                .. groups.Select((group, place) => new Series(group.Key.Length == 0 ? "Unroll" : group.Key, Mark.Points,
                    [.. group.Select(cell => Measured(cell, plot.Metric, Place(x, cell))).OfType<Point>()]) { Style = place }),
                .. groups.Select((group, place) => new Series(group.Key.Length == 0 ? "published" : group.Key + ", published", Mark.Points,
                    [.. group.Select(cell => Published(cell, plot.Metric, Place(x, cell))).OfType<Point>()]) { IsQuiet = true, Style = place }),
            ];
            series = [.. series.Where(one => one.Points.Count > 0)];
            if (series.Length > 0)
                yield return new XyChart(plot.Title + common, x, y, series);
        }

        double Place(Axis along, CellResult cell) => along.Categories.ToList().IndexOf(cell.Cell[plot.X]);
    }

    /// <summary>A chart of a metric over all cells, one below the other.</summary>
    public static Chart? OverCells(StudyResult result, string title, string metric, Mark mark)
    {
        string[] names = [.. result.Cells.Select(cell => cell.Cell.Values.Count == 0 ? cell.Cell.Name : PlotGroups.Name(cell))];
        Point[] measured = [.. result.Cells.Select((cell, place) => Measured(cell, metric, place)).OfType<Point>()];
        Point[] published = [.. result.Cells.Select((cell, place) => Published(cell, metric, place)).OfType<Point>()];
        if (measured.Length == 0)
            return null;
        string label = string.Join(", ", result.Study.Axes.Select(axis => axis.Name));
        return new RowChart(title, label, names, new Axis(MetricText.Name(metric)),
        [
            new Series("Unroll", mark, measured),
            .. published.Length == 0 ? [] : (Series[])[new Series("published", Mark.Points, published) { IsQuiet = true }],
        ]);
    }

    static Point? Measured(CellResult cell, string metric, double x) =>
        cell.Trials(metric) is not { } trials ? null : Spread(metric, x, trials.Mean, trials.Deviation);

    static Point? Published(CellResult cell, string metric, double x) =>
        cell.Cell.Published(metric) is not { Value: { } value } published ? null : Spread(metric, x, value, published.Deviation ?? double.NaN);

    /// <summary>A mean with its deviation; of a share no more than is possible, so that an axis ends at 0 and 1.</summary>
    static Point Spread(string metric, double x, double mean, double deviation)
    {
        (double least, double most) = MetricName.IsShare(metric) ? (0, 1) : (double.NegativeInfinity, double.PositiveInfinity);
        return double.IsFinite(deviation) ? new Point(x, mean, Math.Max(mean - deviation, least), Math.Min(mean + deviation, most)) : new Point(x, mean);
    }
}

using Unroll.Reports.Charts;
using Unroll.Reports.Runs;
using Unroll.Studies.Grid;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Grid;

/// <summary>A series of a study's data over time, from the data.csv of its folder.</summary>
static class DataPlot
{
    /// <summary>The chart; none where the folder has no such series.</summary>
    public static IEnumerable<Chart> Of(StudyResult result, StudyPlot plot)
    {
        string path = StudyFolder.Data(result.Folder);
        if (!File.Exists(path))
            yield break;
        Table table = TableCsv.Read(path);
        double[] values = RunFiles.Numbers(table, plot.Metric);
        if (values.Length == 0)
            yield break;
        (Axis axis, double[] times) = TimeColumn.Of(table, "row");
        Axis y = new(plot.Metric, plot.IsLogarithmic ? AxisKind.Logarithmic : AxisKind.Linear);
        yield return new XyChart(plot.Title, axis, y, [new Series("", Mark.Line, [.. times.Zip(values, (time, value) => new Point(time, value))])]);
    }
}

using Unroll.Reports.Charts;
using Unroll.Studies.Grid;

namespace Unroll.Reports.Grid;

/// <summary>The charts of a study: those that it names, the metric by which its cells are compared, and the time of a training.</summary>
static class StudyCharts
{
    const string Seconds = "seconds", SecondsPerEpoch = "secondsPerEpoch";

    public static IEnumerable<Chart> Of(StudyResult result)
    {
        foreach (StudyPlot plot in result.Study.Plots)
            foreach (Chart chart in plot.Kind == PlotKind.History ? HistoryPlot.Of(result, plot) : AxisPlot.Of(result, plot))
                yield return chart;
        if (result.Cells.Count < 2)
            yield break;
        string compared = result.Study.Comparison?.Metric ?? result.Study.Metrics[0];
        if (AxisPlot.OverCells(result, $"By cell: {MetricText.Name(compared)}", compared, Mark.Points) is { } metric)
            yield return metric;
        string time = result.Study.Metrics.Contains(SecondsPerEpoch) ? SecondsPerEpoch : Seconds;
        if (AxisPlot.OverCells(result, $"By cell: {MetricText.Name(time)}", time, Mark.Bars) is { } seconds)
            yield return seconds;
    }
}

using Unroll.Reports.Charts;
using Unroll.Studies.Grid;

namespace Unroll.Reports.Grid;

/// <summary>The charts of a study: those that it names, the metric by which its cells are compared, and the time of a training.</summary>
static class StudyCharts
{
    const string Seconds = "seconds", SecondsPerEpoch = "secondsPerEpoch";

    /// <summary>All of them.</summary>
    public static IEnumerable<Chart> Of(StudyResult result) => OfMetrics(result, result.Study.Plots).Append(OfTime(result)).OfType<Chart>();

    /// <summary>
    /// Those for a page that is published: without the data, which belong to others, and with times only where the study is about them, and so trained one at
    /// a time.
    /// </summary>
    public static IEnumerable<Chart> ToPublish(StudyResult result) => OfMetrics(result, result.Study.Plots.Where(plot => plot.Kind != PlotKind.Data))
        .Append(result.Study.IsTimed ? OfTime(result) : null).OfType<Chart>();

    static IEnumerable<Chart> OfMetrics(StudyResult result, IEnumerable<StudyPlot> plots)
    {
        foreach (StudyPlot plot in plots)
            foreach (Chart chart in Of(result, plot))
                yield return chart;

        // Of a single cell the plots by epoch show the metric.
        string compared = result.Study.LeadingMetric;
        if (result.Cells.Count > 1 && AxisPlot.OverCells(result, $"By cell: {MetricText.Name(compared)}", compared, Mark.Points) is { } metric)
            yield return metric;
        foreach (StudyText text in result.Study.Texts)
            foreach (Chart chart in TextPlot.Of(result, text))
                yield return chart;
    }

    static Chart? OfTime(StudyResult result)
    {
        string time = result.Study.Metrics.Contains(SecondsPerEpoch) ? SecondsPerEpoch : Seconds;
        return AxisPlot.OverCells(result, $"By cell: {MetricText.Name(time)}", time, Mark.Bars);
    }

    static IEnumerable<Chart> Of(StudyResult result, StudyPlot plot) => plot.Kind switch
    {
        PlotKind.History => HistoryPlot.Of(result, plot),
        PlotKind.Axis => AxisPlot.Of(result, plot),
        _ => DataPlot.Of(result, plot),
    };
}

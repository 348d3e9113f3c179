using System.Xml.Linq;
using Unroll.Reports.Charts;
using Unroll.Reports.Grid;
using Unroll.Studies.Grid;

namespace Unroll.Reports.Tests.Grid;

public class StudyChartsTests
{
    public static TheoryData<string> Studies => [.. StudyRegistry.Names];

    [Theory]
    [MemberData(nameof(Studies))]
    public void EveryPlot_IsDrawn(string name)
    {
        Study study = StudyRegistry.Find(name);
        Chart[] charts = [.. StudyCharts.Of(MadeUpResults.Of(study))];
        Assert.All(study.Plots, plot => Assert.Contains(charts, chart => chart.Title.StartsWith(plot.Title, StringComparison.Ordinal)));
        Assert.All(charts, chart => Assert.NotEmpty(Marks(chart)));
    }

    [Theory]
    [MemberData(nameof(Studies))]
    public void EveryStudyOfSeveralCells_ShowsTheComparedMetricAndTheTime_OfEveryCell(string name)
    {
        Study study = StudyRegistry.Find(name);
        Chart[] charts = [.. StudyCharts.Of(MadeUpResults.Of(study)).Where(chart => chart.Title.StartsWith("By cell: ", StringComparison.Ordinal))];
        if (study.Cells.Count < 2)
        {
            Assert.Empty(charts);
            return;
        }

        string metric = MetricText.Name(study.Comparison?.Metric ?? study.Metrics[0]);
        Assert.Equal($"By cell: {metric}", charts[0].Title);
        Assert.Matches("^By cell: seconds( per epoch)?$", charts[1].Title);
        Assert.Equal(2, charts.Length);
        Assert.All(charts, chart => Assert.True(Marks(chart).Count() >= study.Cells.Count));
    }

    /// <summary>What stands for values: lines of several points, and what has a tooltip.</summary>
    static IEnumerable<XElement> Marks(Chart chart) => chart.ToSvg().Elements().Where(element =>
        element.Name.LocalName == "path" && Class(element) == "line" || Class(element) is "dot" or "open" or "bar" && element.HasElements);

    static string? Class(XElement element) => ((string?)element.Attribute("class"))?.Split(' ')[0];
}

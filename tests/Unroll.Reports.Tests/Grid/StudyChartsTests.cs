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
        Assert.All(study.Plots.Where(plot => plot.Kind != PlotKind.Data), plot =>
            Assert.Contains(charts, chart => chart.Title.StartsWith(plot.Title, StringComparison.Ordinal)));
        Assert.All(charts, chart => Assert.NotEmpty(Marks(chart)));
    }

    [Theory]
    [MemberData(nameof(Studies))]
    public void EveryStudy_ShowsTheComparedMetricAndTheTime_OfEveryCell(string name)
    {
        Study study = StudyRegistry.Find(name);
        Chart[] all = [.. StudyCharts.Of(MadeUpResults.Of(study))];
        Chart[] charts = [.. all.Where(chart => chart.Title.StartsWith("By cell: ", StringComparison.Ordinal))];
        Assert.Matches("^By cell: seconds( per epoch)?$", charts[^1].Title);
        if (study.Cells.Count > 1)
            Assert.Equal([$"By cell: {MetricText.Name(study.LeadingMetric)}"], charts[..^1].Select(chart => chart.Title));
        else
            Assert.NotEmpty(all.Except(charts));
        Assert.All(charts, chart => Assert.True(Marks(chart).Count() >= study.Cells.Count));
    }

    [Fact]
    public void DataPlot_ShowsASeries_OverItsDays()
    {
        string folder = Directory.CreateTempSubdirectory("unroll-charts-").FullName;
        try
        {
            Study study = StudyRegistry.Find("b1-cells");
            StudyResult made = MadeUpResults.Of(study), result = new(study, folder, made.Cells, isStopped: false);
            Assert.DoesNotContain(StudyCharts.Of(result), chart => chart.Title.StartsWith("Figure ", StringComparison.Ordinal));
            File.WriteAllText(Path.Combine(folder, "data.csv"), "date,AAPL,GOOG\n2010-01-04,7.6,312.2\n2010-01-05,7.7,310.8\n2018-12-31,39.4,1035.6\n");
            Chart[] charts = [.. StudyCharts.Of(result).Where(chart => chart.Title.StartsWith("Figure ", StringComparison.Ordinal))];
            Assert.Equal(["Figure 1: closing prices of AAPL in dollars", "Figure 2: closing prices of GOOG in dollars"], charts.Select(chart => chart.Title));
            Assert.Equal(["7.6", "7.7", "39.4"], charts[0].Data.Rows.Select(row => row[2].Content));
            Assert.All(charts, chart => Assert.Contains("2012", chart.ToSvg().Value, StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What stands for values: lines of several points, and what has a tooltip.</summary>
    static IEnumerable<XElement> Marks(Chart chart) => chart.ToSvg().Elements().Where(element =>
        element.Name.LocalName == "path" && Class(element) == "line" || Class(element) is "dot" or "open" or "bar" && element.HasElements);

    static string? Class(XElement element) => ((string?)element.Attribute("class"))?.Split(' ')[0];
}

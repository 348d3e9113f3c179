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

    [Fact]
    public void TextPlot_DrawsAMatrixOfEachCell_FromItsTrainingOrFromTheKeptTable()
    {
        string folder = Directory.CreateTempSubdirectory("unroll-charts-").FullName;
        try
        {
            const string Json = """
                {
                  "name": "matrices", "title": "Matrices", "question": "Which class?", "figures": ["accuracy"],
                  "base": { "task": "digits", "data": "synthetic" }, "axes": [{ "name": "cell", "values": ["gru", "lstm"] }],
                  "texts": [{ "title": "Confusion", "file": "confusion.csv", "as": "heatmap" }]
                }
                """;
            Study study = StudyReader.Read(Json, "matrices.json");
            var result = new StudyResult(study, folder, MadeUpResults.Of(study).Cells, isStopped: false);
            Assert.DoesNotContain(StudyCharts.Of(result), chart => chart is HeatMap);
            string tables = Directory.CreateDirectory(Path.Combine(folder, "tables")).FullName;
            File.WriteAllText(Path.Combine(tables, "confusion.csv"),
                "cell,class,read as no,read as yes,read as other\ngru,no,5,1,0\ngru,yes,2,7,0\nlstm,no,4,2,0\nlstm,yes,1,7,1\n");
            HeatMap[] kept = [.. StudyCharts.Of(result).OfType<HeatMap>()];
            Assert.Equal(["Confusion: gru", "Confusion: lstm"], kept.Select(map => map.Title));
            Assert.Equal(("class", "read as", true), (kept[1].RowLabel, kept[1].ColumnLabel, kept[1].HasDiagonal));
            Assert.Equal((string[])["no", "yes", "other"], kept[1].Columns);
            Assert.Equal(new double[,] { { 4, 2, 0 }, { 1, 7, 1 } }, kept[1].Values);

            string run = Directory.CreateDirectory(Path.Combine(folder, study.Cells[0].Trials[0].Folder)).FullName;
            File.WriteAllText(Path.Combine(run, "confusion.csv"), "class,no,yes\nno,9,0\nyes,0,9\n");
            HeatMap of = Assert.Single(StudyCharts.Of(result).OfType<HeatMap>());
            Assert.Equal("Confusion: gru", of.Title);
            Assert.Equal(("", true), (of.ColumnLabel, of.HasDiagonal));

            foreach ((string wrong, string why) in new[] { ("class,no\nno,many\n", "'many' is no number"), ("class\nno\n", "it has fewer than two columns") })
            {
                File.WriteAllText(Path.Combine(run, "confusion.csv"), wrong);
                Assert.Equal($"confusion.csv cannot be drawn: {why}; in the study, show 'Confusion' as a table",
                    Assert.Throws<InvalidDataException>(() => StudyCharts.Of(result).ToArray()).Message);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void TextPlot_DrawsOneHistogram_OfCellsThatDoNotDiffer()
    {
        string folder = Directory.CreateTempSubdirectory("unroll-charts-").FullName;
        try
        {
            const string Json = """
                {
                  "name": "bars", "title": "Bars", "question": "How long?", "figures": ["accuracy"],
                  "base": { "task": "digits", "data": "synthetic" }, "axes": [{ "name": "cell", "values": ["gru", "lstm"] }],
                  "texts": [{ "title": "Length", "file": "lengths.csv", "as": "bars" }]
                }
                """;
            Study study = StudyReader.Read(Json, "bars.json");
            var result = new StudyResult(study, folder, MadeUpResults.Of(study).Cells, isStopped: false);
            foreach (StudyCell cell in study.Cells)
            {
                string run = Directory.CreateDirectory(Path.Combine(folder, cell.Trials[0].Folder)).FullName;
                File.WriteAllText(Path.Combine(run, "lengths.csv"), "tokens,tweets\n0,0\n1,5\n2,3\n");
            }

            XyChart one = Assert.Single(StudyCharts.Of(result).OfType<XyChart>(), chart => chart.Title.StartsWith("Length", StringComparison.Ordinal));
            Assert.Equal(("Length", "tokens", "tweets"), (one.Title, one.X.Label, one.Y.Label));
            Assert.Equal([(0, 0), (1, 5), (2, 3)], one.Series[0].Points.Select(point => ((int)point.X, (int)point.Y)));
            File.WriteAllText(Path.Combine(folder, study.Cells[1].Trials[0].Folder, "lengths.csv"), "tokens,tweets\n0,1\n");
            Assert.Equal(["Length: gru", "Length: lstm"],
                StudyCharts.Of(result).Select(chart => chart.Title).Where(title => title.StartsWith("Length", StringComparison.Ordinal)));
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

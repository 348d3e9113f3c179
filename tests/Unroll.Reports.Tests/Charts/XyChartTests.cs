using System.Globalization;
using System.Xml.Linq;
using Unroll.Reports.Charts;

namespace Unroll.Reports.Tests.Charts;

public class XyChartTests
{
    static readonly Axis s_epoch = new("epoch"), s_loss = new("loss");

    [Fact]
    public void Line_PassesThroughItsPoints_InProportion()
    {
        XElement svg = new XyChart("Loss", s_epoch, s_loss, [new Series("training", Mark.Line, [new(1, 4), new(2, 2), new(3, 0)])]).ToSvg();
        (double X, double Y)[] line = Points(Assert.Single(svg.Elements(), element => Class(element).StartsWith("line", StringComparison.Ordinal)));
        Assert.Equal(3, line.Length);
        Assert.Equal(line[1].X - line[0].X, line[2].X - line[1].X, 0.02);
        Assert.Equal(line[1].Y - line[0].Y, line[2].Y - line[1].Y, 0.02);
        Assert.True(line[0].Y < line[2].Y, "larger values stand higher");
        Assert.Equal(Chart.Width - 12, line[2].X, 0.02);

        // 4 and 0 are ticks, so the line begins and ends on lines of the grid.
        double[] grid = [.. svg.Elements().Where(element => Class(element) == "grid").Select(element => Number(element, "y1")).Order()];
        Assert.Equal((grid[0], grid[^1]), (line[0].Y, line[2].Y));
    }

    [Fact]
    public void Line_OnALogarithmicAxis_FallsAlike_WhereTheValueFallsTenfold()
    {
        XElement svg = new XyChart("Loss", s_epoch, new Axis("loss", AxisKind.Logarithmic),
            [new Series("", Mark.Line, [new(1, 1), new(2, 0.1), new(3, 0.01), new(4, 0), new(5, 0.01), new(6, 0.1)])]).ToSvg();
        (double X, double Y)[][] lines = [.. svg.Elements().Where(element => Class(element).StartsWith("line", StringComparison.Ordinal)).Select(Points)];
        Assert.Equal([3, 2], lines.Select(line => line.Length));
        Assert.Equal(lines[0][1].Y - lines[0][0].Y, lines[0][2].Y - lines[0][1].Y, 0.02);
    }

    [Fact]
    public void Line_EndsAtAGap_AndEachPointHasItsValue()
    {
        XElement svg = new XyChart("Loss", s_epoch, s_loss,
            [new Series("a", Mark.Line, [new(1, 1), new(2, double.NaN), new(3, 2), new(4, 3)]), new Series("b", Mark.Line, [new(1, 0)])]).ToSvg();
        Assert.Single(svg.Elements(), element => Class(element).StartsWith("line", StringComparison.Ordinal) && element.Name.LocalName == "path");
        Assert.Equal(["a: epoch 1, 1", "a: epoch 3, 2", "a: epoch 4, 3", "b: epoch 1, 0"],
            svg.Descendants().Where(element => element.Name.LocalName == "title").Select(title => title.Value));
    }

    [Fact]
    public void Band_LiesBetweenTheEndsOfItsPoints()
    {
        XElement svg = new XyChart("Loss", s_epoch, s_loss, [new Series("", Mark.Line, [new(0, 2, 1, 3), new(1, 2, 0, 4)])]).ToSvg();
        (double X, double Y)[] band = Points(Assert.Single(svg.Elements(), element => Class(element).StartsWith("band", StringComparison.Ordinal))),
            line = Points(Assert.Single(svg.Elements(), element => Class(element).StartsWith("line", StringComparison.Ordinal)));
        Assert.Equal([line[0].X, line[1].X, line[1].X, line[0].X], band.Select(point => point.X));
        Assert.Equal(2 * (line[0].Y - band[0].Y), line[1].Y - band[1].Y, 0.02);
        Assert.Equal(2 * (band[3].Y - line[0].Y), band[2].Y - line[1].Y, 0.02);
    }

    [Fact]
    public void Bars_StandOnZero_AndSideBySide()
    {
        Axis cells = new("cell", AxisKind.Category) { Categories = ["lstm", "gru"] };
        XElement svg = new XyChart("Accuracy", cells, new Axis("accuracy"),
            [new Series("16", Mark.Bars, [new(0, 10), new(1, 20)]), new Series("32", Mark.Bars, [new(0, 5), new(1, -5)])]).ToSvg();
        XElement[] bars = [.. svg.Elements().Where(element => Class(element).StartsWith("bar", StringComparison.Ordinal) && element.HasElements)];
        double zero = Number(bars[0], "y") + Number(bars[0], "height");
        Assert.Equal(2 * Number(bars[0], "height"), Number(bars[1], "height"), 0.03);
        Assert.Equal(zero, Number(bars[3], "y"), 0.02);
        Assert.True(Number(bars[0], "x") + Number(bars[0], "width") <= Number(bars[2], "x"));
    }

    [Fact]
    public void Published_StandsOnTheMeasured_Hollow_InTheSameColour()
    {
        Axis cells = new("cell", AxisKind.Category) { Categories = ["lstm", "gru"] };
        Series[] measured = [new("16", Mark.Points, [new(0, 10), new(1, 20)]) { Style = 0 }, new("32", Mark.Points, [new(0, 5)]) { Style = 1 }];
        XElement svg = new XyChart("Accuracy", cells, new Axis("accuracy"),
            [.. measured, new Series("32, published", Mark.Points, [new(0, 6)]) { IsQuiet = true, Style = 1 }]).ToSvg();
        XElement[] points = [.. svg.Elements().Where(element => element.Name.LocalName == "path" && element.HasElements)];
        XElement published = Assert.Single(points, point => Class(point) == "open s1"), own = Assert.Single(points, point => Class(point) == "dot s1");
        Assert.Equal(Middle(own), Middle(published), 0.02);
        Assert.All(points.Where(point => Class(point) == "dot s0"), other => Assert.NotEqual(Middle(own), Middle(other), 0.02));
        Assert.Contains(svg.Elements(), element => Class(element) == "open s1" && !element.HasElements);
    }

    [Theory]
    [InlineData(1, "1")]
    [InlineData(3, "1 2 3")]
    [InlineData(40, "10 20 30 40")]
    public void Epochs_HaveWholeTicks(int epochs, string expected)
    {
        Point[] points = [.. Enumerable.Range(1, epochs).Select(epoch => new Point(epoch, epoch / 10.0))];
        XElement svg = new XyChart("Loss", s_epoch with { IsWhole = true }, s_loss, [new Series("", Mark.Line, points)]).ToSvg();
        IEnumerable<XElement> ticks = svg.Elements().Where(element => Class(element) == "tick" && (string?)element.Attribute("text-anchor") == "middle");
        Assert.Equal(expected, string.Join(' ', ticks.Select(tick => tick.Value)));
    }

    [Fact]
    public void LongLine_IsThinned_ButKeepsItsPeaks()
    {
        Point[] points = [.. Enumerable.Range(0, 100_000).Select(i => new Point(i, i == 54_321 ? 100 : i == 77_777 ? -100 : Math.Sin(i / 1000.0)))];
        XElement svg = new XyChart("Loss", new Axis("step"), s_loss, [new Series("", Mark.Line, points)]).ToSvg();
        Assert.True(svg.ToString().Length < 40_000);
        (double X, double Y)[] line = Points(Assert.Single(svg.Elements(), element => Class(element).StartsWith("line", StringComparison.Ordinal)));
        double[] grid = [.. svg.Elements().Where(element => Class(element) == "grid").Select(element => Number(element, "y1")).Order()];
        Assert.Equal((grid[0], grid[^1]), (line.Min(point => point.Y), line.Max(point => point.Y)));
    }

    [Fact]
    public void Data_HoldsEveryPoint()
    {
        var chart = new XyChart("Closes", new Axis("", AxisKind.Date), new Axis("dollars"),
            [new Series("AAPL", Mark.Line, [new(new DateOnly(2020, 2, 29).DayNumber, 1.5, 1, 2)])]);
        Assert.Equal(["AAPL", "2020-02-29", "1.5", "1", "2"], Assert.Single(chart.Data.Rows).Select(cell => cell.Content));
    }

    [Fact]
    public void Names_OfData_AreTexts()
    {
        XElement svg = new XyChart("<script>", s_epoch, s_loss, [new Series("a\e]0;x\a<b>", Mark.Line, [new(1, 1)]), new Series("&", Mark.Line, [new(1, 2)])])
            .ToSvg();
        Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName is "script" or "b");
        Assert.Contains("a␛]0;x␇&lt;b&gt;", svg.ToString(), StringComparison.Ordinal);
    }

    static string Class(XElement element) => element.Attribute("class")?.Value ?? "";

    /// <summary>Of a square, the form of the style 1, or a circle, that of the style 0.</summary>
    static double Middle(XElement point)
    {
        string d = point.Attribute("d")!.Value;
        if (d.Contains('a', StringComparison.Ordinal))
            return double.Parse(d[1..d.IndexOf(' ', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
        return Points(point).Average(corner => corner.X);
    }

    static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    static (double X, double Y)[] Points(XElement path) =>
        [.. path.Attribute("d")!.Value.Split(['M', 'L', 'z'], StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split(' '))
            .Select(pair => (double.Parse(pair[0], CultureInfo.InvariantCulture), double.Parse(pair[1], CultureInfo.InvariantCulture)))];
}

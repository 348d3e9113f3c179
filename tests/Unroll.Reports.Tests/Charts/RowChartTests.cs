using System.Globalization;
using System.Xml.Linq;
using Unroll.Reports.Charts;

namespace Unroll.Reports.Tests.Charts;

public class RowChartTests
{
    static readonly string[] s_names = ["gru, long", "lstm, long", "gru, short"];

    [Fact]
    public void Bars_ReachFromZero_InProportion_ARowForEachName()
    {
        XElement svg = new RowChart("Time", "cell", s_names, new Axis("seconds"), [new Series("", Mark.Bars, [new(0, 2), new(1, 4), new(2, 1)])]).ToSvg();
        XElement[] bars = [.. svg.Elements().Where(element => element.Name.LocalName == "rect")];
        Assert.Equal(2 * Number(bars[0], "width"), Number(bars[1], "width"), 0.02);
        Assert.Equal(Number(bars[0], "width"), 2 * Number(bars[2], "width"), 0.02);
        Assert.Single(bars.Select(bar => Number(bar, "x")).Distinct());
        Assert.Equal(Number(bars[1], "y") - Number(bars[0], "y"), Number(bars[2], "y") - Number(bars[1], "y"), 0.02);
        double[] names = [.. svg.Elements().Where(element => s_names.Contains(element.Value)).Select(name => Number(name, "y"))];
        Assert.All(names.Zip(bars), row => Assert.InRange(row.First, Number(row.Second, "y"), Number(row.Second, "y") + Number(row.Second, "height")));
    }

    [Fact]
    public void Intervals_LieAroundTheirPoints()
    {
        XElement svg = new RowChart("Loss", "cell", s_names, new Axis("loss"), [new Series("", Mark.Points, [new(1, 3, 2, 4)])]).ToSvg();
        XElement mark = Assert.Single(svg.Elements(), element => ((string?)element.Attribute("class"))?.StartsWith("error", StringComparison.Ordinal) == true);
        string[] interval = mark.Attribute("d")!.Value.Split('M', ' ', 'H', 'm');
        double low = double.Parse(interval[1], CultureInfo.InvariantCulture), high = double.Parse(interval[^3], CultureInfo.InvariantCulture);
        double[] grid = [.. svg.Elements().Where(element => (string?)element.Attribute("class") == "grid").Select(line => Number(line, "x1")).Order()];
        Assert.Equal((grid[0], grid[^1]), (low, high));
        Assert.Equal("lstm, long, 3 (2 to 4)", Assert.Single(svg.Descendants(), element => element.Name.LocalName == "title").Value);
    }

    [Fact]
    public void Data_HoldsEveryPoint()
    {
        var chart = new RowChart("Loss", "cell", s_names, new Axis("loss"), [new Series("Unroll", Mark.Points, [new(2, 1.5)])]);
        Assert.Equal(["Unroll", "gru, short", "1.5", "", ""], Assert.Single(chart.Data.Rows).Select(cell => cell.Content));
    }

    static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}

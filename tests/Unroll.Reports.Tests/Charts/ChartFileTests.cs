using System.Xml.Linq;
using Unroll.Reports.Charts;

namespace Unroll.Reports.Tests.Charts;

public class ChartFileTests
{
    static readonly XyChart s_chart = new("Loss", new Axis("epoch"), new Axis("loss"), [new Series("", Mark.Line, [new Point(1, 2), new Point(2, 1)])]);

    /// <summary>A document shows the file in its own colours: with its ground, a margin, and a size.</summary>
    [Fact]
    public void Text_StandsForItself()
    {
        XElement root = XElement.Parse(ChartFile.ToSvgText(s_chart)), drawn = s_chart.ToSvg();
        string style = root.Elements().First(element => element.Name.LocalName == "style").Value;
        Assert.Contains("prefers-color-scheme: dark", style, StringComparison.Ordinal);
        Assert.Contains("background: var(--ground)", style, StringComparison.Ordinal);
        double[] inside = Box(drawn), outside = Box(root);
        Assert.Equal([-12, -12, inside[2] + 24, inside[3] + 24], outside);
        Assert.Equal((outside[2], outside[3]), ((double)root.Attribute("width")!, (double)root.Attribute("height")!));

        static double[] Box(XElement svg) => [.. svg.Attribute("viewBox")!.Value.Split(' ')
            .Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];
    }
}

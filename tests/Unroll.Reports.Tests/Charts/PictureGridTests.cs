using System.Globalization;
using System.Xml.Linq;
using Unroll.Reports.Charts;

namespace Unroll.Reports.Tests.Charts;

public class PictureGridTests
{
    [Fact]
    public void Pixels_OfOneShade_AreRuns()
    {
        XElement svg = new PictureGrid("Digits", [new Picture("4", 2, 4, [0, 255, 255, 0, 255, 0, 0, 119])]).ToSvg();
        XElement[] inks = [.. svg.Descendants().Where(element => element.Attribute("class")?.Value == "ink")];
        Assert.Equal(["0.47", "1"], inks.Select(ink => ink.Attribute("fill-opacity")!.Value));
        double pixel = ((Chart.Width / 6) - 12) / 4;
        Assert.Equal($"M{Svg.Number(pixel)} 30h{Svg.Number(2 * pixel)}v{Svg.Number(pixel)}h{Svg.Number(-2 * pixel)}z"
            + $"M0 {Svg.Number(30 + pixel)}h{Svg.Number(pixel)}v{Svg.Number(pixel)}h{Svg.Number(-pixel)}z", inks[1].Attribute("d")!.Value);
    }

    [Fact]
    public void Pictures_StandSixInALine_WithinTheDrawing()
    {
        XElement svg = new PictureGrid("Digits", [.. Enumerable.Range(0, 8).Select(number => new Picture($"{number} read as 9, > 0.99", 1, 1, [255]))]).ToSvg();
        XElement[] grounds = [.. svg.Descendants().Where(element => element.Attribute("class")?.Value == "ground")];
        Assert.Equal(6, grounds.Select(ground => ground.Attribute("x")!.Value).Distinct().Count());
        Assert.Equal(2, grounds.Select(ground => ground.Attribute("y")!.Value).Distinct().Count());
        Assert.Equal(grounds[0].Attribute("x")!.Value, grounds[6].Attribute("x")!.Value);
        double height = double.Parse(svg.Attribute("viewBox")!.Value.Split(' ')[3], CultureInfo.InvariantCulture);
        Assert.All(svg.Descendants().Where(element => element.Name.LocalName == "text"),
            text => Assert.InRange(double.Parse(text.Attribute("y")!.Value, CultureInfo.InvariantCulture), 0, height - 2));
    }

    [Fact]
    public void Captions_AreWhole_InTwoLinesWhereNeeded()
    {
        XElement svg = new PictureGrid("Digits", [new Picture("4 read as 9, 0.98", 1, 1, [255]), new Picture("7", 1, 1, [0])]).ToSvg();
        Assert.Equal(["4 read as 9", "0.98", "7"], svg.Descendants().Where(element => element.Attribute("class")?.Value == "caption")
            .Select(text => text.Value));
        Assert.Equal(["4 read as 9, 0.98", "7"], svg.Descendants().Where(element => element.Name.LocalName == "title").Select(title => title.Value));
    }

    [Fact]
    public void Grid_OfNothing_IsATitle() => Assert.Equal("Digits", new PictureGrid("Digits", []).ToSvg().Value);
}

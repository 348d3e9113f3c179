using System.Globalization;
using System.Xml.Linq;
using Unroll.Reports.Charts;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Tests.Charts;

public class HeatMapTests
{
    static readonly HeatMap s_map = new("Confusion", "digit", "read as", ["0", "1"], ["0", "1"], new double[,] { { 90, 5 }, { 10, 45 } })
    { HasDiagonal = true };

    [Fact]
    public void Squares_AreDarkerByTheirShare_OfTheDiagonalOrOfTheRest()
    {
        XElement[] squares = Squares(s_map);
        Assert.Equal(["cell right", "cell", "cell", "cell right"], squares.Select(square => square.Attribute("class")!.Value));
        Assert.Equal(["--share:1", "--share:0.5", "--share:1", "--share:0.5"], squares.Select(square => square.Attribute("style")!.Value));
        Assert.Equal(["--share:1", "--share:0.06", "--share:0.11", "--share:0.5"],
            Squares(s_map with { HasDiagonal = false }).Select(square => square.Attribute("style")!.Value));
    }

    [Fact]
    public void Squares_FillTheWidth_RowByRow()
    {
        XElement[] squares = Squares(s_map);
        Assert.Equal(Number(squares[0], "y"), Number(squares[1], "y"));
        Assert.Equal(Number(squares[0], "x"), Number(squares[2], "x"));
        Assert.Equal(Number(squares[0], "x") + Number(squares[0], "width") + 1, Number(squares[1], "x"), 0.02);
        Assert.Equal(Chart.Width - 4.5, Number(squares[1], "x") + Number(squares[1], "width"), 0.02);
    }

    [Fact]
    public void Square_HasItsNumber_AndSaysWhatItCounts()
    {
        XElement svg = s_map.ToSvg();
        Assert.Equal(["90", "5", "10", "45"], svg.Descendants().Where(element => Class(element).StartsWith("number", StringComparison.Ordinal))
            .Select(text => text.Value));
        Assert.Equal("digit 1, read as 0: 10", svg.Descendants().Where(element => element.Name.LocalName == "title").ElementAt(2).Value);
    }

    [Fact]
    public void RowLabel_StandsBesideTheNamesOfTheRows()
    {
        XElement[] texts = [.. s_map.ToSvg().Elements().Where(element => element.Name.LocalName == "text")];
        double label = Number(texts.Single(text => text.Value == "digit"), "x") + 4, name =
            Number(texts.Last(text => text.Value == "1"), "x") - TextWidth.Of("1");
        Assert.True(label < name, $"{label} {name}");
    }

    [Fact]
    public void Data_AreTheValues() => Assert.Equal("digit,0,1\n0,90,5\n1,10,45\n", s_map.Data.ToCsv().ReplaceLineEndings("\n"));

    static XElement[] Squares(HeatMap map) => [.. map.ToSvg().Descendants().Where(element => Class(element).StartsWith("cell", StringComparison.Ordinal))];

    static string Class(XElement element) => element.Attribute("class")?.Value ?? "";

    static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}

using Unroll.Cli.Terminal;
using Unroll.Studies.Tables;

namespace Unroll.Cli.Tests.Terminal;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("größe\t😀\r\n株\n", "größe\t😀\r\n株\n")]
    [InlineData("\e[31mred\e[0m", "␛[31mred␛[0m")]
    [InlineData("\e]0;title\a", "␛]0;title␇")]
    [InlineData("a\rb\r", "a␍b␍")]
    [InlineData("\0\b\u007F", "␀␈␡")]
    [InlineData("\u009B31m\u0085", "\\u009b31m\\u0085")]
    [InlineData("abc\u202Efed\u2066x\u200F\u2028", "abc\\u202efed\\u2066x\\u200f\\u2028")]
    [InlineData("👩\u200D👩 \u200C", "👩\u200D👩 \u200C")]
    public void Of_ShowsControlCharacters_AndKeepsText(string text, string expected) => Assert.Equal(expected, VisibleText.Of(text));

    [Fact]
    public void Writer_MakesEveryFormOfWritingVisible()
    {
        using var raw = new StringWriter { NewLine = "\n" };
        using var writer = new VisibleWriter(raw);
        writer.Write('\e');
        writer.Write("\r\e");
        writer.Write(['a', '\e', 'b'], 1, 2);
        writer.WriteLine("\e");
        writer.WriteLine();
        writer.Write("{0}", "\e");
        Assert.Equal("␛␍␛␛b␛\n\n␛", raw.ToString());
    }

    [Fact]
    public void Writer_RedrawsALine_ForABarOnly()
    {
        using var raw = new StringWriter();
        using var bar = new VisibleWriter(raw, redraws: true);
        bar.Write("\r[==>  ]\r\e");
        Assert.Equal("\r[==>  ]␍␛", raw.ToString());
    }

    [Fact]
    public void Table_ShowsControlCharacters_OfCellsAndTitles()
    {
        using var raw = new StringWriter();
        TableView.Write(Screen.On(raw), new Table([Column.Text("a\eb"), Column.Number("n")], [["x\u202Ey\tz", 1], ["\e", 2]]));
        string shown = raw.ToString();
        Assert.Contains("a␛b", shown, StringComparison.Ordinal);
        Assert.Contains("x\\u202ey␉z", shown, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', shown);
    }

    [Fact]
    public void Line_ShowsControlCharacters_AndSetsItsOwnStyles()
    {
        using var raw = new StringWriter { NewLine = "\n" };
        Spectre.Console.IAnsiConsole console = Screen.On(raw);
        console.Line("a\e[1m", TextStyle.Strong);
        console.Line(StyledText.InStyle("b\e", TextStyle.Strong) + "c\e" + "d");
        Assert.Equal("a␛[1m\n\e[1mb␛\e[0mc␛d\n", raw.ToString());
    }
}

using Unroll.Cli.Terminal;
using Unroll.Studies.Tables;

namespace Unroll.Cli.Tests.Terminal;

public sealed class TableViewTests
{
    static readonly Table s_wide = new(
        [
            Column.Text("name"), Column.Text("model") with { IsDetail = true }, Column.Number("time"), Column.Number("bits") with { IsDetail = true },
            Column.Number("ratio of the two"),
        ],
        [["A", "2 × LSTM 256", new Cell("400.0 ms", 400), "256 × 2", 2.5]]);

    [Fact]
    public void Write_NamesACharacterThatCannotBeSeen_AndShortensANumberWithoutEnd()
    {
        string[] lines = Lines(new Table([Column.Text("character"), Column.Number("probability")],
            [[" ", 0.5], ["\n", 0.25], ["e", 9.7e29], ["f", double.NaN]]), 80);
        Assert.Contains("│ U+0020    │      0.5000 │", lines);
        Assert.Contains("│ U+000A    │      0.2500 │", lines);
        Assert.Contains("│ e         │  9.7000e+29 │", lines);
        Assert.Contains("│ f         │           – │", lines);
    }

    [Theory]
    [InlineData(80, 0, "│ name │ model        │     time │    bits │ ratio of the two │")]
    [InlineData(60, 0, "│ name │ model        │     time │    bits │ ratio of │")]
    [InlineData(54, 1, "│ name │     time │    bits │ ratio of │")]
    [InlineData(30, 2, "│ name │     time │ ratio of │")]
    [InlineData(20, 3, "│ name │     time │")]
    [InlineData(10, 4, "│ name │")]
    public void Constructor_LeavesOutTheWidestDetailFirst_ThenColumnsFromTheEnd(int width, int leftOut, string heading)
    {
        Assert.Equal(leftOut, new TableView(s_wide, width).LeftOut);
        Assert.Contains(heading, Lines(s_wide, width));
    }

    [Fact]
    public void Write_WrapsLongTexts_BeforeItLeavesOutNumbers()
    {
        var table = new Table([Column.Text("name"), Column.Text("question"), Column.Number("trainings")],
            [["a1", string.Join(' ', Enumerable.Repeat("word", 20)), 1200]]);
        string[] lines = Lines(table, 60);
        Assert.All(lines, line => Assert.True(line.Length <= 60, line));
        Assert.Contains(lines, line => line.EndsWith(" 1200 │", StringComparison.Ordinal));
        Assert.Equal(20, string.Concat(lines).Split("word").Length - 1);
    }

    [Fact]
    public void Write_PutsLongNumbersOnTwoLines_WhereTheyMay()
    {
        var table = new Table([Column.Text("figure"), Column.Number("gru")], [["loss", new Cell("0.1234 ± 0.1234 (published 0.1)", 0.1234)]]);
        var written = new TableView(table, 80, breaksNumbers: true);
        Assert.Equal(0, written.LeftOut);
        Assert.Contains("│ loss   │ 0.1234 ± 0.1234 │", Text(written, 80));
    }

    static string[] Lines(Table table, int width) => Text(new TableView(table, width), width);

    static string[] Text(TableView view, int width)
    {
        using var output = new StringWriter();
        var console = Screen.On(output);
        console.Profile.Width = width;
        console.Write(view.Render());
        return output.ToString().ReplaceLineEndings("\n").Split('\n');
    }
}

using Unroll.Studies.Tables;

namespace Unroll.Studies.Tests.Tables;

public sealed class TableTests
{
    static readonly Table s_table = new(
        [Column.Text("cell"), Column.Text("length"), Column.Number("loss") with { Title = "training loss" }],
        [["gru", "a,b", 0.1], ["lst|m", "say \"x\"", double.NaN], [" ", "1\n2", new Cell("1,200 ± 3", 1200)], ["", "", default(Cell)]]);

    [Fact]
    public void ToCsv_HasNamesAllDigitsAndQuotes() =>
        Assert.Equal("cell,length,loss\ngru,\"a,b\",0.1\nlst|m,\"say \"\"x\"\"\",NaN\n ,\"1\n2\",1200\n,,\n", s_table.ToCsv());

    [Fact]
    public void ToMarkdown_HasTitlesAndTexts() => Assert.Equal(
        "| cell | length | training loss |\n|---|---|---|\n| gru | a,b | 0.1000 |\n| lst\\|m | say \"x\" | – |\n| ␣ | 1↵2 | 1,200 ± 3 |\n|  |  |  |\n",
        s_table.ToMarkdown());

    [Fact]
    public void ToMarkdown_AlignsNumbers_WhenAsked() => Assert.Equal("|---|---|---:|", s_table.ToMarkdown(aligned: true).Split('\n')[1]);

    [Fact]
    public void ToLatex_HasTitlesAndTexts_AndEscapesWhatLatexReads() => Assert.Equal(
        "\\begin{tabular}{lr}\n\\hline\na\\_b & 50 \\% \\\\\n\\hline\n{[x] \\& \\textless{}y\\textgreater{}} & 1 $\\pm$ 2 \\\\\n"
        + "C:\\textbackslash{}\\{d\\}\\textasciitilde{} & -- \\\\\n\\hline\n\\end{tabular}\n",
        new Table([Column.Text("a_b"), Column.Number("50 %")], [["[x] & <y>", "1 ± 2"], ["C:\\{d}~", double.NaN]]).ToLatex());

    [Fact]
    public void Transpose_MakesAColumnOfEachRow()
    {
        Table turned = s_table.Transpose(2, "figure", "value");
        Assert.Equal(["figure", "gru, a,b", "lst|m, say \"x\"", " , 1\n2", ", "], turned.Columns.Select(column => column.Title));
        IReadOnlyList<Cell> row = Assert.Single(turned.Rows);
        Assert.Equal(["training loss", "0.1000", "–", "1,200 ± 3", ""], row.Select(cell => cell.Text));
        Assert.Equal([null, 0.1, double.NaN, 1200, null], row.Select(cell => cell.Number));
    }

    [Fact]
    public void Transpose_NamesTheOnlyRow_WhereNoColumnDoes()
    {
        Table turned = new Table([Column.Number("loss"), Column.Number("epochs")], [[0.5, 3]]).Transpose(0, "figure", "value");
        Assert.Equal(["figure", "value"], turned.Columns.Select(column => column.Title));
        Assert.Equal(["epochs", "3"], turned.Rows[1].Select(cell => cell.Text));
    }

    [Fact]
    public void Read_GivesTheTextsOfAFile()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("table.csv"), s_table.ToCsv());
        Table read = TableCsv.Read(folder.File("table.csv"));
        Assert.Equal(["cell", "length", "loss"], read.Columns.Select(column => column.Name));
        Assert.Equal(s_table.Rows.Select(row => string.Join('/', row.Select(cell => cell.Content))),
            read.Rows.Select(row => string.Join('/', row.Select(cell => cell.Text))));
    }
}

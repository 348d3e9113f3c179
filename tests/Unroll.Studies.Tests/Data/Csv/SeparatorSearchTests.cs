using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Tests.Data.Csv;

public class SeparatorSearchTests
{
    /// <summary>Numbers, dates and the words for a missing value speak for the separator between them.</summary>
    [Theory]
    [InlineData("x|u;1\ny|v;2\n", ';')]
    [InlineData("x;u|1\ny;v|2\n", '|')]
    [InlineData("x|u;2018-12-31\ny|v;2019-01-02\n", ';')]
    [InlineData("x|u;n/a\ny|v;null\n", ';')]
    [InlineData("a;b,1\nc;d,2\n", ',')]
    [InlineData("x;1,5\ny;2,5\n", ';')]
    public void Find_TakesTheSeparator_WithMoreValuesAmongItsCells(string text, char expected) =>
        Assert.Equal(expected, SeparatorSearch.Find("FILE", text).Separator);

    /// <summary>All lines count, not the one that is richest in values, and the share of the cells counts, not the number of values by itself.</summary>
    [Theory]
    [InlineData("x|u;1\ny|v;2\nz|w;3\n5|6\n", ';')]
    [InlineData("1|a;1\n1|a;1\n1|2|a;1\n", '|')]
    public void Find_CountsAllCells_OfAllLines(string text, char expected) => Assert.Equal(expected, SeparatorSearch.Find("FILE", text).Separator);

    [Theory]
    [InlineData(';', true)]
    [InlineData('|', true)]
    [InlineData('\t', false)]
    [InlineData(',', false)]
    public void Find_TakesTheUsualSeparator_AtATieThatItIsPartOf(char usual, bool isTaken)
    {
        const string Tie = "a|b;c\n1|2;3\n4|5;6\n";
        if (isTaken)
            Assert.Equal(usual, SeparatorSearch.Find("FILE", Tie, usual).Separator);
        else
            Assert.Equal("FILE: its lines can be cut at semicolons and at vertical bars: choose with --separator",
                Assert.Throws<InputException>(() => SeparatorSearch.Find("FILE", Tie, usual)).Message);
        Assert.Equal(';', SeparatorSearch.Find("FILE", "x|u;1\ny|v;2\n", usual).Separator);
    }

    /// <summary>Quotation marks that are wrong with one separator may be right with another.</summary>
    [Fact]
    public void Find_PassesOverASeparator_WithWhichQuotationMarksAreWrong()
    {
        (char separator, List<TableRow> rows) = SeparatorSearch.Find("FILE", "a;\"b,c\"\n1;2\n");
        Assert.Equal(';', separator);
        Assert.Equal(["a", "b,c"], rows[0].Cells);
    }
}

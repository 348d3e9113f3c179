using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Tests.Data.Csv;

public class TableCellTests
{
    [Theory]
    [InlineData("7.62", "'7.62'")]
    [InlineData("two\r\nlines\nmore", "'two lines more'")]
    [InlineData("0123456789012345678901234567890123456789", "'0123456789012345678901234567890123456789'")]
    [InlineData("0123456789012345678901234567890123456789x", "'0123456789012345678901234567890123456789…'")]
    public void Shown_IsOneShortLine(string text, string shown) => Assert.Equal(shown, Cell(text).Shown);

    [Fact]
    public void Messages_SayWhereTheCellStands()
    {
        Assert.Equal("'abc' (line 3, column Open)", Cell("abc").InPlace);
        Assert.Equal("FILE: line 3, column Open: 'abc' is no number", Cell("abc").Wrong("is no number").Message);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("NaN", true)]
    [InlineData("N/A", true)]
    [InlineData("—", true)]
    [InlineData("null", true)]
    [InlineData("None", true)]
    [InlineData("nil", true)]
    [InlineData("NA", true)]
    [InlineData("#N/A", true)]
    [InlineData("#NA", true)]
    [InlineData("<NA>", true)]
    [InlineData("NaT", true)]
    [InlineData("-", true)]
    [InlineData("--", true)]
    [InlineData("–", true)]
    [InlineData(".", true)]
    [InlineData("?", true)]
    [InlineData("0", false)]
    [InlineData("..", false)]
    [InlineData("nothing", false)]
    public void IsMissing_KnowsTheWordsOfPrograms(string text, bool isMissing) => Assert.Equal(isMissing, Cell(text).IsMissing);

    static TableCell Cell(string text) => new("FILE", 3, "Open", text);
}

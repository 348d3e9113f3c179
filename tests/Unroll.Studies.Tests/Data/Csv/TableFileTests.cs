using System.IO.Compression;
using System.Text;
using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Tests.Data.Csv;

public sealed class TableFileTests : IDisposable
{
    readonly TableSample _sample = new();

    [Theory]
    [InlineData("a,b\n1,2\n", "a|b / 1|2", null)]
    [InlineData("a;b\n1;2\n", "a|b / 1|2", "read as separated by semicolons")]
    [InlineData("a\tb\n1,5\t2,5\n", "a|b / 1,5|2,5", "read as separated by tabs")]
    [InlineData("a|b\n1|2\n", "a|b / 1|2", "read as separated by vertical bars")]
    [InlineData("a;b;c\n1,5;2,25;3,125\n", "a|b|c / 1,5|2,25|3,125", "read as separated by semicolons")]
    [InlineData("x;1,5\ny;2,5\n", "x|1,5 / y|2,5", "read as separated by semicolons")]
    [InlineData("1,5;2,5\n3,5;4,5\n", "1,5|2,5 / 3,5|4,5", "read as separated by semicolons")]
    [InlineData("value\n1,5\n2,25\n", "value / 1,5 / 2,25", null)]
    [InlineData("value\n1\n", "value / 1", null)]
    [InlineData("a note; of the author\na,b\n1,2\n3,4\n", "a note; of the author / a|b / 1|2 / 3|4", null)]
    [InlineData("a,b\n\"x;y\",1\n\"z;w\",2\n", "a|b / x;y|1 / z;w|2", null)]
    [InlineData("sep=;\na;b\n1,5;2\n", "a|b / 1,5|2", "read as separated by semicolons")]
    [InlineData("\"sep=|\"\na|b;c\n1|2\n", "a|b;c / 1|2", "read as separated by vertical bars")]
    [InlineData("a,b\r\n1,2\r\n", "a|b / 1|2", null)]
    [InlineData("a,b\r1,2\r", "a|b / 1|2", null)]
    [InlineData("\uFEFFa , \"b\" \n 1,\"2\"\n", "a|b / 1|2", null)]
    [InlineData("a,b\n1,\"2\n3\"", "a|b / 1|2\n3", null)]
    public void Read_FindsTheSeparator(string text, string cells, string? form)
    {
        TableFile table = _sample.Read(text);
        Assert.Equal(cells, string.Join(" / ", table.Rows.Select(row => string.Join('|', row.Cells))));
        Assert.Equal(form, table.Form);
    }

    /// <summary>Unquoted decimal commas between commas cannot be told apart: the rows stay longer than the header, for the reader to refuse.</summary>
    [Fact]
    public void Read_DoesNotGuess_WhereDecimalCommasStandBetweenCommas() =>
        Assert.Equal([2, 4], _sample.Read("a,b\n1,5,2,5\n").Rows.Select(row => row.Cells.Length));

    [Theory]
    [InlineData("a|b;c\n1|2;3\n4|5;6\n", null)]
    [InlineData("a|b;c\n1|2;3\n4|5;6\n", FieldSeparator.Semicolon)]
    public void Read_AsksForTheSeparator_WhereTwoFit(string text, FieldSeparator? other)
    {
        if (other is not { } said)
        {
            Assert.Equal("FILE: its lines can be cut at semicolons and at vertical bars: choose with --separator", _sample.Complaint(() => _sample.Read(text)));
            return;
        }

        Assert.Equal(["a|b", "c"], _sample.Read(text, new TableFormat { Separator = said }).Rows[0].Cells);
        Assert.Equal(["a|b", "c"], _sample.Read(text, new TableFormat { Separator = said, IsOfAnother = true }).Rows[0].Cells);
    }

    /// <summary>What was said of another file does not overrule what this one shows.</summary>
    [Fact]
    public void Read_TakesTheSeparatorOfAnotherTable_OnlyAtATie()
    {
        Assert.Equal(["a", "b"], _sample.Read("a,b\n1,2\n", new TableFormat { Separator = FieldSeparator.Tab, IsOfAnother = true }).Rows[0].Cells);
        Assert.Equal(["a,b"], _sample.Read("a,b\n1,2\n", new TableFormat { Separator = FieldSeparator.Tab }).Rows[0].Cells);
    }

    [Fact]
    public void Rows_PassOverEmptyLines_AndKnowTheirNumbers()
    {
        TableFile table = _sample.Read("\na,b\n\n1,2\n,\n3,4\n,,\n  \n\n");
        Assert.Equal([2L, 4, 6], table.Rows.Select(row => row.Line));
        Assert.Equal([1L, 3, 5], table.BlankLines.Select(row => row.Line));
        Assert.Equal(["6 empty lines were passed over, the first is line 1"], table.Remarks);
    }

    [Theory]
    [InlineData("a,b\n\n1,2\n", "1 empty line was passed over, the first is line 2")]
    [InlineData("a,b\n1,2\n,\n\n", "2 empty lines were passed over, the first is line 3")]
    public void Rows_SayHowManyLinesAreEmpty(string text, string remark) => Assert.Equal([remark], _sample.Read(text).Remarks);

    [Fact]
    public void Rows_KeepTheirNumbers_BelowALineThatNamesTheSeparator() =>
        Assert.Equal([2L, 3], _sample.Read("sep=,\na,b\n1,2\n").Rows.Select(row => row.Line));

    [Fact]
    public void RowsBelow_PassesOverHeadersThatAreRepeated()
    {
        TableFile table = _sample.Read("a,b\n1,2\nA,b\n3,4\na,b\n");
        Assert.Equal(["1", "3"], table.RowsBelow(table.Rows[0].Cells, 1).Select(row => row.Cells[0]));
        Assert.Equal(["the header is there 2 times more, first in line 3: passed over"], table.Remarks);
    }

    [Theory]
    [InlineData("a,b\n1,\"2\n3,4\n", "FILE: line 2: a quotation mark stands where none may; quote whole fields or none")]
    [InlineData("a,\"b\"\n1,2\"3\n", "FILE: line 2: a quotation mark stands where none may; quote whole fields or none")]
    [InlineData("a,b\n1,2\"3\n", "FILE: line 2: a quotation mark stands where none may; quote whole fields or none")]
    [InlineData("a\0b\n", "FILE: NUL byte")]
    public void Read_SaysWhatIsWrong(string text, string message) =>
        Assert.StartsWith(message, _sample.Complaint(() => _sample.Read(text)), StringComparison.Ordinal);

    [Fact]
    public void Read_TakesUtf16()
    {
        string path = _sample.Write("");
        File.WriteAllText(path, "a;b\n1,5;−2\n", Encoding.Unicode);
        Assert.Equal(["1,5", "−2"], TableFile.Read(path, new TableFormat()).Rows[1].Cells);
    }

    [Fact]
    public void Read_TakesTheCharacterSetThatTheUserNames()
    {
        string path = _sample.Write("");
        File.WriteAllBytes(path, [.. "a;b\n"u8, 0xC4, .. ";1\n"u8]);
        Assert.Equal("Ä", TableFile.Read(path, new TableFormat { Encoding = "windows-1252" }).Rows[1].Cells[0]);
        Assert.Equal("Д", TableFile.Read(path, new TableFormat { Encoding = "windows-1251" }).Rows[1].Cells[0]);
    }

    [Fact]
    public void Read_TakesAFilePackedByGzip()
    {
        string path = _sample.Write("");
        using (var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            packed.Write("a;b\n1,5;2\n"u8);
        Assert.Equal(["1,5", "2"], TableFile.Read(path, new TableFormat()).Rows[1].Cells);
    }

    public void Dispose() => _sample.Dispose();
}

using System.Globalization;
using System.Text;
using Unroll.Studies.Data.Prices;

namespace Unroll.Studies.Tests.Data.Prices;

public sealed class PriceFileTests : IDisposable
{
    const string Yahoo = "Date,Open,High,Low,Close,Adj Close,Volume\n";
    const string Row = "2018-12-31,1,3,0.5,2,1.5,1000\n";

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_TakesYahoo()
    {
        PriceHistory history = Read(Yahoo + "2018-12-28,1,3,0.5,2,1.5,1000\n2018-12-31,2,4,1,3,2.5,2000\n");
        Assert.Equal("AAPL", history.Name);
        Assert.Equal([new PriceDay(new DateOnly(2018, 12, 28), 1, 3, 0.5, 2, 1.5, 1000), new PriceDay(new DateOnly(2018, 12, 31), 2, 4, 1, 3, 2.5, 2000)],
            history.Days);
        Assert.Empty(history.Remarks);
    }

    [Fact]
    public void Read_TakesNasdaq_NewestFirst_WithDollars()
    {
        PriceHistory history =
            Read("Date,Close/Last,Volume,Open,High,Low\n12/31/2018,\"$1,035.61\",\"1,493,300\",$1050.96,$1052.70,$1023.59\n12/28/2018,$1037.08,1414772,$1049.62,$1055.56,$1033.10\n");
        Assert.Equal([new DateOnly(2018, 12, 28), new DateOnly(2018, 12, 31)], history.Days.Select(day => day.Date));
        Assert.Equal(new PriceDay(new DateOnly(2018, 12, 31), 1050.96, 1052.70, 1023.59, 1035.61, 1035.61, 1_493_300), history.Days[1]);
        Assert.Equal(
            ["read as dates with the month first (12/31/2018 is 2018-12-31), commas between thousands", "there is no column Adj Close: Close stands in for it"],
            history.Remarks);
    }

    /// <summary>The month stands first, also where the day could be one.</summary>
    [Theory]
    [InlineData("03/04/2019", "03/05/2019", "03/15/2019")]
    [InlineData("3/4/2019", "3/5/2019", "3/15/2019")]
    [InlineData("2019-03-04", "2019-03-05", "2019-03-15")]
    public void Read_TakesTheMonthFirst_WithSlashes(params string[] dates)
    {
        PriceHistory history = Read("Date,Close/Last,Volume,Open,High,Low\n" + string.Concat(dates.Select(date => date + ",2,1000,1,3,0.5\n")));
        Assert.Equal([new DateOnly(2019, 3, 4), new DateOnly(2019, 3, 5), new DateOnly(2019, 3, 15)], history.Days.Select(day => day.Date));
    }

    [Fact]
    public void Read_TakesStooq_WithAndWithoutVolume()
    {
        Assert.Equal(new PriceDay(new DateOnly(2018, 12, 31), 1, 3, 0.5, 2, 2, 7),
            Assert.Single(Read("Date,Open,High,Low,Close,Volume\r\n2018-12-31,1,3,0.5,2,7\r\n").Days));
        PriceHistory index = Read("Date,Open,High,Low,Close\r\n2018-12-31,1,3,0.5,2\r\n");
        Assert.Equal(0, Assert.Single(index.Days).Volume);
        Assert.Contains("there is no column Volume: it counts as 0", index.Remarks);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    public void Read_TakesMarks_CrLf_AnyOrderOfColumns_Blanks_AndNoLastLineEnd(string encoding, bool mark)
    {
        string text = "volume, CLOSE ,Low,High,Open,Date,adj close\r\n\r\n1000, 2 ,0.5,3,1,2018-12-31,1.5";
        var written = Encoding.GetEncoding(encoding);
        string path = _folder.File("Ünïcode 株.csv");
        File.WriteAllBytes(path, [.. mark ? written.GetPreamble() : [], .. written.GetBytes(text)]);
        PriceHistory history = PriceFile.Read(path);
        Assert.Equal("Ünïcode 株", history.Name);
        Assert.Equal(new PriceDay(new DateOnly(2018, 12, 31), 1, 3, 0.5, 2, 1.5, 1000), Assert.Single(history.Days));
    }

    [Theory]
    [InlineData("2018-12-28,null,null,null,null,null,null", "1 line without a price left out, the first is line 3")]
    [InlineData("2018-12-28,1,3,,2,1.5,1000", "1 line without a price left out, the first is line 3")]
    [InlineData("2018-12-31,1,3,0.5,2,1.5,1000", "1 repeated day, the first is 2018-12-31; 0 of them with other numbers: the last line of a day counts")]
    public void Read_LeavesOut_AndSaysSo(string line, string remark)
    {
        PriceHistory history = Read(Yahoo + Row + line + "\n");
        Assert.Single(history.Days);
        Assert.Equal([remark], history.Remarks);
    }

    [Fact]
    public void Read_CountsAMissingVolumeAs0()
    {
        PriceHistory history = Read(Yahoo + "2018-12-31,1,3,0.5,2,1.5,N/A\n");
        Assert.Equal(0, Assert.Single(history.Days).Volume);
        Assert.Equal(["1 day without a volume, which is taken for 0"], history.Remarks);
    }

    [Fact]
    public void Read_TakesTheLastLine_OfADayThatIsThereTwice()
    {
        PriceHistory history = Read(Yahoo + Row + "2018-12-31,1,3,0.5,2.5,1.5,1000\n");
        Assert.Equal(2.5, Assert.Single(history.Days).Close);
        Assert.Contains("1 of them with other numbers", Assert.Single(history.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RemarksWeekends_Gaps_AndCrossedPrices()
    {
        PriceHistory history =
            Read(Yahoo + "2018-12-14,1,3,0.5,2,2,1\n2018-12-15,1,3,0.5,2,2,1\n2018-12-20,1,0.5,3,2,2,1\n2018-12-21,1,3,0.5,2,2,1\n2018-12-24,1,3,0.5,2,2,1\n2018-12-26,1,3,0.5,2,2,1\n");
        Assert.Equal(
            [
                "1 day on a weekend, the first is 2018-12-15",
                "4 weekdays without trade; the longest gap has 3, between 2018-12-15 and 2018-12-20",
                "1 day with a high below the low, the first is 2018-12-20",
            ],
            history.Remarks);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("\n\n", "the file is empty")]
    [InlineData(Yahoo, "there is no day with prices below the header")]
    [InlineData(Yahoo + "2018-12-31,null,null,null,null,null,null\n", "there is no day with prices below the header")]
    [InlineData("Date,Open,High,Low\n" + Row, "line 1: there is no column Close; found: Date, Open, High, Low; needed: Date, Open, High, Low, Close")]
    [InlineData("No data", "line 1: there is no column Date; found: No data;")]
    [InlineData("2018-12-31,1,3,0.5,2,1.5,1000\n", "line 1: there is no column Date; found: 2018-12-31, 1, 3")]
    [InlineData("Date,Open,High,Low,Close,Close/Last\n", "line 1: the column Close/Last is there twice")]
    [InlineData(Yahoo + Row + "2018-12-30,1,3\n", "line 3: 3 fields; the header has 7")]
    [InlineData(Yahoo + "\n" + Row + "2018-12-30,abc,3,0.5,2,1.5,1000\n", "line 4, column Open: 'abc' is no number; write a price such as 7.6225")]
    [InlineData(Yahoo + "2018-12-30,1,3,0.5,NaN,1.5,1000\n", "no day with prices below the header; a line a day is needed (1 line without a price left out, the first is line 2)")]
    [InlineData(Yahoo + "2018-12-30,1,3,0.5,2,∞,1000\n", "line 2, column Adj Close: '∞' is no number")]
    [InlineData(Yahoo + "2018-12-30,1,-3,0.5,2,1.5,1000\n", "line 2, column High: '-3' is no price: a price is above 0")]
    [InlineData(Yahoo + "2018-12-30,0,3,0.5,2,1.5,1000\n", "(1 line with a price of 0, which is a missing one, left out, the first is line 2)")]
    [InlineData(Yahoo + "2018-12-30,1e300,3,0.5,2,1.5,1000\n", "line 2, column Open: '1e300' is too large a number: at most 1e15")]
    [InlineData(Yahoo + "2018-12-30,1,3,0.5,2,1.5,99999999999999999999\n", "column Volume: '99999999999999999999' is too large a number")]
    [InlineData(Yahoo + "2018-12-30,1,3,0.5,2,1.5,-1\n", "column Volume: '-1' is no number of shares")]
    [InlineData(Yahoo + "2018-12-30,\"7,62\",3,0.5,2,1.5,1\n", "'7,62' (line 2, column Open) has a decimal comma, '0.5' (line 2, column Low) a decimal point; write all numbers alike, or say with --decimal")]
    [InlineData(Yahoo + "2018-02-30,1,3,0.5,2,1.5,1000\n", "line 2, column Date: '2018-02-30' is no date; write a day that exists as 2018-12-31 or 12/31/2018")]
    [InlineData(Yahoo + "31.13.2018,1,3,0.5,2,1.5,1000\n", "column Date: '31.13.2018' is no date")]
    [InlineData(Yahoo + "2018-12-31 24:00,1,3,0.5,2,1.5,1000\n", "column Date: '2018-12-31 24:00' is no date")]
    [InlineData(Yahoo + ",1,3,0.5,2,1.5,1000\n", "column Date: '' is no date")]
    [InlineData(Yahoo + Row + "2018-12-30,\"1,3,0.5,2,1.5,1000\n", "line 3: a quotation mark stands where none may")]
    [InlineData("\0\u0001PNG", "binary file")]
    public void Read_SaysWhatIsWrong_InOneLine(string text, string message)
    {
        var error = Assert.Throws<InputException>(() => Read(text));
        Assert.StartsWith(_folder.File("AAPL.csv") + ": ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Read_Throws_WhenThereIsNoFile() =>
        Assert.Contains("no such file", Assert.Throws<InputException>(() => PriceFile.Read(_folder.File("none.csv"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_TakesALongFile()
    {
        var text = new StringBuilder(Yahoo);
        for (int day = 0; day < 5000; day++)
            text.Append(CultureInfo.InvariantCulture, $"{new DateOnly(1990, 1, 1).AddDays(4999 - day):yyyy-MM-dd},1,3,0.5,{day + 1},1.5,1000\n");
        PriceHistory history = Read(text.ToString());
        Assert.Equal(Enumerable.Range(0, 5000).Select(day => 5000.0 - day), history.Days.Select(day => day.Close));
    }

    PriceHistory Read(string text)
    {
        string path = _folder.File("AAPL.csv");
        File.WriteAllText(path, text);
        return PriceFile.Read(path);
    }
}

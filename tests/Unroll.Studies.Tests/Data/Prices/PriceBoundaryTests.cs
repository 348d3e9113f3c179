using Unroll.Studies.Data.Prices;

namespace Unroll.Studies.Tests.Data.Prices;

/// <summary>The last value that is taken and the first that is not, and what is said of days in the calendar.</summary>
public sealed class PriceBoundaryTests : IDisposable
{
    const string Yahoo = "Date,Open,High,Low,Close,Adj Close,Volume\n";

    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Read_TakesTheLargestNumber_AndNoVolume()
    {
        PriceDay day = Assert.Single(Read(Yahoo + "2018-12-31,1,1e15,0.5,2,1.5,0\n").Days);
        Assert.Equal((1e15, 0), (day.High, day.Volume));
    }

    [Theory]
    [InlineData(",3,0.5,2,1.5")]
    [InlineData("1,,0.5,2,1.5")]
    [InlineData("1,3,,2,1.5")]
    [InlineData("1,3,0.5,,1.5")]
    [InlineData("1,3,0.5,2,")]
    public void Read_LeavesOutADay_OfWhichAnyPriceIsMissing(string prices)
    {
        PriceHistory history = Read(Yahoo + "2018-12-28,1,3,0.5,2,1.5,1000\n2018-12-31," + prices + ",1000\n");
        Assert.Equal(new DateOnly(2018, 12, 28), Assert.Single(history.Days).Date);
        Assert.Equal(["1 line without a price left out, the first is line 3"], history.Remarks);
    }

    [Fact]
    public void Read_CountsLinesThatContradict()
    {
        PriceHistory history = Read(Yahoo + "2018-12-31,1,3,0.5,2,1.5,1\n2018-12-31,1,3,0.5,2.5,1.5,1\n2018-12-31,1,3,0.5,2.5,1.5,1\n");
        Assert.Equal(["2 repeated days, the first is 2018-12-31; 1 of them with other numbers: the last line of a day counts"], history.Remarks);
    }

    /// <summary>2018-12-03 is a Monday. Between it and the Wednesday of the fifth week after lie 5 × 5 + 1 weekdays.</summary>
    [Theory]
    [InlineData("2018-12-04", null)]
    [InlineData("2018-12-10", "4 weekdays without trade; the longest gap has 4, between 2018-12-03 and 2018-12-10")]
    [InlineData("2018-12-11", "5 weekdays without trade; the longest gap has 5, between 2018-12-03 and 2018-12-11")]
    [InlineData("2019-01-09", "26 weekdays without trade; the longest gap has 26, between 2018-12-03 and 2019-01-09")]
    public void Read_CountsTheWeekdaysOfAGap(string next, string? remark)
    {
        PriceHistory history = Read(Yahoo + $"2018-12-03,1,3,0.5,2,1.5,1\n{next},1,3,0.5,2,1.5,1\n");
        Assert.Equal(remark is null ? [] : [remark], history.Remarks);
    }

    [Fact]
    public void Read_NamesTheFirstOfEqualGaps_AndPassesEqualHighAndLow()
    {
        PriceHistory history = Read(Yahoo + "2018-12-03,1,1,1,1,1,1\n2018-12-05,1,1,1,1,1,1\n2018-12-07,1,1,1,1,1,1\n");
        Assert.Equal(["2 weekdays without trade; the longest gap has 1, between 2018-12-03 and 2018-12-05"], history.Remarks);
    }

    [Fact]
    public void Read_ShortensLongCellsAndHeaders()
    {
        string forty = new('x', 40), twentyFour = new('y', 24), header = string.Join(',', Enumerable.Range(0, 12).Select(i => $"c{i}"));
        Assert.Contains($"'{forty}' is no date", Complaint(Yahoo + forty + ",1,3,0.5,2,1.5,1\n"), StringComparison.Ordinal);
        Assert.Contains($"'{forty}…' is no date", Complaint(Yahoo + forty + "x,1,3,0.5,2,1.5,1\n"), StringComparison.Ordinal);
        Assert.Contains($"found: {twentyFour}; needed", Complaint(twentyFour + "\n"), StringComparison.Ordinal);
        Assert.Contains($"found: {twentyFour}…; needed", Complaint(twentyFour + "y\n"), StringComparison.Ordinal);
        Assert.Contains("c10, c11; needed", Complaint(header + "\n"), StringComparison.Ordinal);
        Assert.Contains("c10, c11 …; needed", Complaint(header + ",c12\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PassesOverColumnsWithoutAName() =>
        Assert.Single(Read("Date,Open,High,Low,Close,,\n2018-12-31,1,3,0.5,2,,\n").Days);

    public void Dispose() => _folder.Dispose();

    string Complaint(string text) => Assert.Throws<InputException>(() => Read(text)).Message;

    PriceHistory Read(string text)
    {
        string path = _folder.File("AAPL.csv");
        File.WriteAllText(path, text);
        return PriceFile.Read(path);
    }
}

using Unroll.Studies.Data.Csv;
using Unroll.Studies.Data.Prices;

namespace Unroll.Studies.Tests.Data.Prices;

/// <summary>Price files as providers and spreadsheets write them have the values of the plain form, and what is not plain is said.</summary>
public class PriceFormsTests
{
    const string NoAdjusted = "there is no column Adj Close: Close stands in for it";
    const string NoTrade = "weekdays without trade";

    [Fact]
    public void Plain_HasTheDaysOfTheFiles() => Assert.Equal(
        (160, new PriceDay(new DateOnly(2023, 1, 2), 99.8976, 100.9083, 99.7717, 100.8171, 100.8171, 1_160_764), new DateOnly(2023, 8, 11)),
        (PriceCases.Plain.Length, PriceCases.Plain[0], PriceCases.Plain[^1].Date));

    [Theory]
    [InlineData("alphavantage.csv", 0, null)]
    [InlineData("tabs.csv", 0, "read as separated by tabs")]
    [InlineData("slashes.csv", 0, "read as dates as in 2023/01/02 for 2023-01-02")]
    [InlineData("stooq_bulk.txt", 0, "read as dates as in 20230102 for 2023-01-02")]
    [InlineData("excel_tail.csv", 0, "3 empty lines were passed over, the first is line 162")]
    [InlineData("blank_tail.csv", 0, "3 empty lines were passed over, the first is line 162")]
    [InlineData("twice_header.csv", 0, "the header is there once more, first in line 82: passed over")]
    [InlineData("isotime.csv", 0.00501, null)]
    [InlineData("semicolon.csv", 0.00501, "read as separated by semicolons, decimal comma")]
    [InlineData("yf3.csv", 5e-5, "read as 3 header lines, of columns and shares")]
    public void Read_HasTheValuesOfThePlainForm(string name, double rounding, string? remark)
    {
        PriceHistory history = PriceFile.Read(PriceCases.Path(name));
        PriceCases.Same(PriceCases.Plain, history.Days, rounding);
        Assert.Equal(remark is null ? [NoAdjusted] : [remark, NoAdjusted], history.Remarks);
    }

    [Fact]
    public void Read_TakesInvesting_NewestFirst_WithThousandsAndMillions()
    {
        PriceHistory history = PriceFile.Read(PriceCases.Path("investing.csv"));
        PriceCases.Same(PriceCases.Plain, history.Days, tolerance: 0.00501, scale: 10, volume: 5000);
        Assert.Equal(new PriceDay(new DateOnly(2023, 8, 11), 1135.16, 1151.24, 1127.69, 1147.85, 1147.85, 1_220_000), history.Days[^1]);
        Assert.Equal(["read as dates with the month first (08/11/2023 is 2023-08-11), commas between thousands", NoAdjusted], history.Remarks);
    }

    [Fact]
    public void Read_TakesTwoSharesOfYfinance_EachByItsName()
    {
        string path = PriceCases.Path("yf3two.csv");
        IReadOnlyList<PriceHistory> shares = PriceFile.ReadShares(path, []);
        Assert.Equal([("AAA", $"{path}, AAA"), ("BBB", $"{path}, BBB")], shares.Select(share => (share.Name, share.Description)));
        PriceCases.Same(PriceCases.Plain, shares[0].Days, 5e-5);
        PriceCases.Same(PriceCases.Plain, shares[1].Days, 1e-4, scale: 2);
        Assert.Equal(["BBB"], PriceFile.ReadShares(path, ["bbb"]).Select(share => share.Name));
        Assert.Equal(["BBB", "AAA"], PriceFile.ReadShares(path, ["BBB", "AAA"]).Select(share => share.Name));
        Assert.Contains("it holds 2 shares: AAA, BBB; none of them is CCC", Complaint(() => PriceFile.ReadShares(path, ["CCC"])), StringComparison.Ordinal);
    }

    /// <summary>No share is the last one in silence.</summary>
    [Fact]
    public void Read_AsksForTheShare_WhereAColumnNamesSeveral()
    {
        string path = PriceCases.Path("long.csv");
        Assert.Equal($"{path}: it holds 3 shares: AAA, BBB, CCC; choose with --share, as in --share AAA", Complaint(() => PriceFile.Read(path)));
        PriceHistory chosen = Assert.Single(PriceFile.ReadShares(path, ["CCC"]));
        Assert.Equal(PriceFile.Read(PriceCases.Path("CCC_only.csv")).Days, chosen.Days);
        Assert.Equal(("CCC", 160), (chosen.Name, chosen.Days.Count));
        Assert.Equal(["BBB", "AAA"], PriceFile.ReadShares(path, ["BBB", "AAA"]).Select(share => share.Name));
    }

    [Fact]
    public void Read_NamesTheShare_AsTheFileDoes_OrElseAsTheFileIsCalled()
    {
        Assert.Equal("CCC_only", PriceFile.Read(PriceCases.Path("CCC_only.csv")).Name);
        Assert.Equal("HRBR.US", PriceFile.Read(PriceCases.Path("stooq_bulk.txt")).Name);
        Assert.Equal("HRBR", PriceFile.Read(PriceCases.Path("yf3.csv")).Name);
    }

    /// <summary>"12,487" is 12.487 or 12487: the user decides, and both readings are shown.</summary>
    [Fact]
    public void Read_AsksForTheDecimalSign_WhereBothFit()
    {
        string path = PriceCases.Path("comma3.csv");
        string complaint = Complaint(() => PriceFile.Read(path));
        Assert.Equal($"{path}: line 2, column Open: '12,487' is 12.487 with a decimal comma and 12487 with a decimal point, and no number of the table tells "
            + "which; choose with --decimal point or --decimal comma", complaint);
        IReadOnlyList<PriceDay> plain = PriceFile.Read(PriceCases.Path("dot3.csv")).Days;
        PriceCases.Same(PriceCases.Plain, plain, 5.01e-4, scale: 0.125);
        Assert.Equal(plain, PriceFile.Read(path, new TableFormat { Decimal = DecimalSign.Comma }).Days);
        PriceCases.Same(plain, PriceFile.Read(path, new TableFormat { Decimal = DecimalSign.Point }).Days, 1e-9, scale: 1000);
    }

    /// <summary>Points are the plain form, and the other reading is named.</summary>
    [Fact]
    public void Read_TakesThreeDecimals_WhereTheRestOfTheTableSpeaksForThem() => Assert.Equal(
        ["every number with a point has three digits after it: '12.487' was read as 12.487; pass --decimal comma if it is 12487", NoAdjusted],
        PriceFile.Read(PriceCases.Path("dot3.csv")).Remarks);

    [Fact]
    public void Read_FindsTheDayFirst_ByTheStepsBetweenMonths()
    {
        PriceHistory history = PriceFile.Read(PriceCases.Path("monthly_dayfirst.csv"));
        Assert.Equal(Enumerable.Range(0, 216).Select(month => new DateOnly(2005, 1, 1).AddMonths(month)), history.Days.Select(day => day.Date));
        Assert.Equal(new PriceDay(new DateOnly(2005, 2, 1), 95.68, 96.64, 90.76, 91.67, 91.67, 1000), history.Days[1]);
        Assert.Equal(
            [
                "read as dates with the day first (01/02/2005 is 2005-02-01)", NoAdjusted,
                "no daily prices: there are 31 days from one line to the next, and a window counts lines",
            ],
            history.Remarks);
        DateOnly[] months = [.. PriceFile.Read(PriceCases.Path("monthly_dayfirst.csv"), new TableFormat { DateOrder = DateOrder.MonthFirst }).Days
            .Select(day => day.Date)];
        Assert.Equal(new DateOnly(2005, 1, 2), months[1]);
    }

    [Theory]
    [InlineData("miss_nan.csv", "lines without a price left out")]
    [InlineData("miss_dash.csv", "lines without a price left out")]
    [InlineData("miss_none.csv", "lines without a price left out")]
    [InlineData("open0.csv", "lines with a price of 0, which is a missing one, left out")]
    public void Read_LeavesOutMissingPrices_AndSaysHowMany(string name, string remark)
    {
        string[] whole = [.. PriceCases.Lines(name).Skip(1).Where(line => line.Split(',')[1..].All(cell => char.IsAsciiDigit(cell[0]) && cell != "0.0000"))];
        int missing = 160 - whole.Length;
        Assert.InRange(missing, 1, 100);
        PriceHistory history = PriceFile.Read(PriceCases.Path(name));
        HashSet<string> dates = [.. whole.Select(line => line.Split(',')[0])];
        PriceCases.Same(PriceCases.Plain.Where(day => dates.Contains($"{day.Date:yyyy-MM-dd}")), history.Days);
        Assert.StartsWith($"{missing} {remark}, the first is line ", history.Remarks[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TellsOfASplit()
    {
        PriceHistory history = PriceFile.Read(PriceCases.Path("split.csv"));
        Assert.Equal(403.2686, history.Days[0].Close);
        Assert.Matches("^Close goes from [0-9.]+ to [0-9.]+ on 2023-0[0-9]-[0-9]+ while Adj Close does not: a split; what is predicted is Close, so correct",
            Assert.Single(history.Remarks));
    }

    [Fact]
    public void Remarks_SayNothingOfGaps_WhereThereAreNone() =>
        Assert.DoesNotContain(PriceFile.Read(PriceCases.Path("tabs.csv")).Remarks, remark => remark.Contains(NoTrade, StringComparison.Ordinal));

    static string Complaint(Action read) => Assert.Throws<InputException>(read).Message;
}

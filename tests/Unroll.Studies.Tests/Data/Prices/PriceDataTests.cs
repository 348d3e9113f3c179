using Unroll.Studies.Data;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Forecasts;
using Unroll.Studies.Tests.Support;

namespace Unroll.Studies.Tests.Data.Prices;

public sealed class PriceDataTests
{
    static readonly DataLocator s_nothing = new(null, null);

    [DataFact("stocks")]
    public void Load_FindsTheStudysShares()
    {
        AlignedPrices prices = PriceData.Load(["stocks"]);
        Assert.Equal(["AAPL", "GOOG"], prices.Shares);
        Assert.Equal(2264, prices.Dates.Count);
        Assert.Equal((39.435001, 1035.609985), (prices.Close(2263, 0), prices.Close(2263, 1)));
        Assert.Equal(82, prices.Dates[^1].DayNumber - prices.Dates[0].DayNumber + 1 - WeekendDays(prices) - 2264);
        Assert.Contains(prices.Remarks, remark => remark.StartsWith("AAPL: 82 weekdays without trade; the longest gap has 2", StringComparison.Ordinal));

        double[] closes = [.. Enumerable.Range(0, 2264).Select(day => prices.Close(day, 0))];
        Assert.InRange(ForecastMetrics.Naive(closes.AsSpan(1811), closes.AsSpan(1810..^1)).Mape, 0.5, 2);
    }

    [Fact]
    public void Load_MakesSyntheticPrices_PlainlyNamed_TheSameEveryTime()
    {
        AlignedPrices prices = PriceData.Load(["synthetic"], seed: 5, s_nothing);
        Assert.Equal(["synthetic-1", "synthetic-2"], prices.Shares);
        Assert.Contains("synthetic prices: a geometric random walk, seed 5", prices.Description, StringComparison.Ordinal);
        Assert.Contains(prices.Remarks, remark => remark.Contains("no market's prices", StringComparison.Ordinal));
        Assert.Equal(2264, prices.Dates.Count);
        Assert.DoesNotContain(prices.Dates, date => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        Assert.Equal(prices.Values.ToArray(), PriceData.Load(["synthetic"], seed: 5, s_nothing).Values.ToArray());
        Assert.NotEqual(prices.Values.ToArray(), PriceData.Load(["synthetic"], seed: 6, s_nothing).Values.ToArray());
    }

    [Fact]
    public void Synthetic_PricesAreSound()
    {
        foreach (PriceHistory share in SyntheticPrices.Create(shares: 3, days: 500, seed: 2))
        {
            Assert.All(share.Days,
                day => Assert.True(day.Low > 0 && day.Low <= Math.Min(day.Open, day.Close) && day.High >= Math.Max(day.Open, day.Close) && day.Volume > 0));
            double[] returns = [.. share.Days.Zip(share.Days.Skip(1), (before, after) => (after.Close / before.Close) - 1)];
            Assert.InRange(Math.Sqrt(returns.Average(step => step * step)), 0.0125, 0.0175);
        }
    }

    [Fact]
    public void Load_SaysWhatThereIs()
    {
        Assert.Contains("not on this machine yet; see 'unroll data get stocks'", Message("stocks"), StringComparison.Ordinal);
        Assert.Contains("known are stocks, synthetic; did you mean 'synthetic'?", Message("synthetik"), StringComparison.Ordinal);
        Assert.EndsWith("no data set of that name; known are stocks, synthetic", Message("AAPL.csv"), StringComparison.Ordinal);
        Assert.Contains("folder", Message(Path.GetTempPath()), StringComparison.Ordinal);
    }

    [Fact]
    public void Locate_GivesTheFiles_AndRefusesNull()
    {
        string path = PriceCases.Path("tabs.csv");
        Assert.Equal([path], PriceData.Locate([path]));
        Assert.Empty(PriceData.Locate(["synthetic"]));
        Assert.Throws<ArgumentNullException>("data", () => PriceData.Locate(null!));
        Assert.Throws<ArgumentNullException>("data", () => PriceData.Load(null!));
    }

    [Fact]
    public void Load_SaysThatADataSetStandsAlone() => Assert.Equal(
        "synthetic: a data set cannot be combined with other names",
        Assert.Throws<InputException>(() => PriceData.Load(["synthetic", "A.csv"], 1, s_nothing)).Message);

    static string Message(string data) => Assert.Throws<InputException>(() => PriceData.Load([data], 1, s_nothing)).Message;

    static int WeekendDays(AlignedPrices prices)
    {
        int days = 0;
        for (DateOnly date = prices.Dates[0]; date <= prices.Dates[^1]; date = date.AddDays(1))
            days += date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1 : 0;
        return days;
    }
}

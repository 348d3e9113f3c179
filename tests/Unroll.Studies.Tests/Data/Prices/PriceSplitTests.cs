using Unroll.Studies.Data.Prices;

namespace Unroll.Studies.Tests.Data.Prices;

/// <summary>The fewest days that a window, a training and a test need.</summary>
public sealed class PriceSplitTests
{
    const int Window = 5;

    static readonly AlignedPrices s_prices = AlignedPrices.Join(SyntheticPrices.Create(shares: 1, days: 20));

    static readonly FeatureScaler s_scaler = new PriceSeries(s_prices, Window, TimeSplit.ByShare(20, 0.8)).Scaler;

    [Fact]
    public void Series_TakesTheFewestDays()
    {
        var series = new PriceSeries(s_prices, Window, new TimeSplit(13, 13 + Window + 1, 20));
        Assert.Equal((1, 1), (series.Training.Count, series.Test.Count));
        Assert.Equal(1, new PriceSeries(s_prices, 19, s_scaler).Test.Count);
    }

    [Theory]
    [InlineData(14, 19, 20, "5 are for training and 1 for the test")]
    [InlineData(0, 20, 20, "20 are for training and 0 for the test")]
    public void Series_Throws_WhenThereAreTooFew(int start, int test, int end, string message)
    {
        var split = new TimeSplit(start, test, end);
        Func<PriceSeries>[] makers = [() => new PriceSeries(s_prices, Window, split), () => new PriceSeries(s_prices, Window, split, s_scaler)];
        foreach (Func<PriceSeries> make in makers)
        {
            string found = Assert.Throws<InputException>(make).Message;
            Assert.Contains(message, found, StringComparison.Ordinal);
            Assert.Contains("20 days, of which ", found, StringComparison.Ordinal);
        }

        string few = Assert.Throws<InputException>(() => new PriceSeries(s_prices, 20, s_scaler)).Message;
        Assert.Contains("20 days are too few: a window of 20 days", few, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 10, 20)]
    [InlineData(0, 10, 21)]
    public void Series_Throws_WhenTheSplitIsOfOtherDays(int start, int test, int end) =>
        Assert.Throws<ArgumentException>(() => new PriceSeries(s_prices, Window, new TimeSplit(start, test, end), s_scaler));

    [Fact]
    public void WriteTestWindow_WritesTheDaysBefore_AsTheTestHasThem()
    {
        var series = new PriceSeries(s_prices, Window, new TimeSplit(0, 16, 20));
        float[] window = new float[Window * s_prices.Features.Count];
        for (int day = 0; day < 4; day++)
        {
            series.WriteTestWindow(day, window);
            Assert.Equal(series.Scaler.Scale(s_prices.Values)[((11 + day) * 6)..((16 + day) * 6)], window);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(6)]
    public void Windows_Throw_WhenAnOutputIsNoColumn(int output) => Assert.Contains("columns from 0 to 5",
        Assert.Throws<ArgumentException>(() => new PriceWindowData(new float[60], 6, [0, output], 3, 3, 7)).Message, StringComparison.Ordinal);

    [Fact]
    public void Split_TakesExactlyTheDaysThatAreNeeded()
    {
        Assert.Equal(3, TimeSplit.WalkForward(31, folds: 3, testDays: 10).Count);
        string any = Assert.Throws<InputException>(() => TimeSplit.WalkForward(30, 3, 10)).Message;
        string seven = Assert.Throws<InputException>(() => TimeSplit.WalkForward(30, 3, 10, 7)).Message;
        Assert.Contains("with 1 days of training before them: 31 are needed", any, StringComparison.Ordinal);
        Assert.Contains("with 7 days of training before them", seven, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeSplit.ByShare(10, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeSplit.WalkForward(30, 0, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeSplit.WalkForward(30, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeSplit.WalkForward(30, 1, 1, 0));
    }
}

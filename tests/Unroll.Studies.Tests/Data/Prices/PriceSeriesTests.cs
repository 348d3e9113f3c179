using Unroll.Data;
using Unroll.Studies.Data.Prices;
using Unroll.Tensors;

namespace Unroll.Studies.Tests.Data.Prices;

public sealed class PriceSeriesTests
{
    static readonly AlignedPrices s_prices = AlignedPrices.Join(Rising("A", 100), Rising("B", 200));

    [Fact]
    public void Series_ScalesByTheTrainingPart_AndKeepsTheTestUnseen()
    {
        var series = new PriceSeries(s_prices, 5, TimeSplit.ByShare(50, 0.8));
        Assert.Equal((35, 10), (series.Training.Count, series.Test.Count));

        var arena = new Arena();
        Batch training = series.Training.Cut(arena, 35, 0, order: null);
        Assert.InRange(training.Targets.Values.ToArray().Max(), 0.999f, 1f);
        Assert.Equal(0, training.Inputs.Values.ToArray().Min());

        Batch test = series.Test.Cut(arena, 10, 0, order: null);
        Assert.All(test.Targets.Values.ToArray(), target => Assert.True(target > 1));
        for (int share = 0; share < 2; share++)
            Assert.Equal(series.TestCloses(share), series.Dollars(test.Targets.Values, share).Select(price => Math.Round(price, 3)));
        Assert.Equal(s_prices.Dates.Skip(40), series.TestDates);
        Assert.Equal(series.TestCloses(1).Select(price => price - 1), series.PreviousCloses(1));
    }

    [Fact]
    public void Series_OfAModel_TakesItsScaler_AndRefusesOtherShares()
    {
        var split = TimeSplit.ByShare(50, 0.8);
        FeatureScaler scaler = new PriceSeries(s_prices, 5, split).Scaler;
        Assert.Same(scaler, new PriceSeries(s_prices, 5, split, scaler).Scaler);
        string message = Assert.Throws<InputException>(() => new PriceSeries(AlignedPrices.Join(Rising("B", 100), Rising("A", 200)), 5, split, scaler)).Message;
        Assert.Contains("name files of the same shares in the same order", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Series_OfAWalk_TrainsOnItsOwnDays()
    {
        TimeSplit fold = TimeSplit.WalkForward(50, 2, 5, trainingDays: 20)[0];
        var series = new PriceSeries(s_prices, 5, fold);
        Assert.Equal((15, 5), (series.Training.Count, series.Test.Count));
        Assert.Equal(s_prices.Close(20, 0), series.Scaler.Offsets[s_prices.CloseColumns[0]]);
        Assert.Equal(s_prices.Dates.Skip(40).Take(5), series.TestDates);
    }

    [Fact]
    public void Series_SaysHowManyDaysAreNeeded()
    {
        string message = Assert.Throws<InputException>(() => new PriceSeries(s_prices, 40, TimeSplit.ByShare(50, 0.8))).Message;
        Assert.Equal("A.csv; B.csv: 50 days in common, of which 40 are for training and 10 for the test, are too few: a window of 40 days needs 41 for training and 1 for the test", message);
        Assert.Throws<InputException>(() => new PriceSeries(s_prices, 5, new TimeSplit(0, 50, 50)));
    }

    static PriceHistory Rising(string name, double price) => AlignedPricesTests.Share(name, price, [.. Enumerable.Range(1, 50)]);
}

using Unroll.Data;
using Unroll.Forecasting;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Tasks.Stocks;
using Unroll.Studies.Tests.Data.Prices;
using Unroll.Tensors;

namespace Unroll.Studies.Tests.Tasks.Stocks;

public sealed class StocksDataTests
{
    const int Days = 50;

    static readonly AlignedPrices s_prices = AlignedPrices.Join(Rising("A", 100), Rising("B", 200));

    [Fact]
    public void Of_ScalesByTheTrainingPart_AndKeepsTheTestUnseen()
    {
        StocksData data = Of(window: 5, TimeSplit.ByShare(Days, 0.8));
        var arena = new Arena();
        Batch training = data.Training.Cut(arena, Days, 0, order: null), test = data.HeldOut!.Cut(arena, Days, 0, order: null);
        Assert.Equal((35, 10), (training.Weight, test.Weight));
        Assert.InRange(training.Targets.Values.ToArray().Max(), 0.999f, 1f);
        Assert.Equal(0, training.Inputs.Values.ToArray().Min());
        Assert.All(test.Targets.Values.ToArray(), target => Assert.True(target > 1));
        Assert.Equal(s_prices.Dates.Skip(40), data.TestDates);
        Assert.Equal(s_prices.Dates[39], data.TrainedUntil);
    }

    /// <summary>A window holds all features of the days before, the closes first; its targets are the closes of the day.</summary>
    [Fact]
    public void HeldOut_GivesTheDaysBefore_AndTheClosesAsTargets()
    {
        StocksData data = Of(window: 5, TimeSplit.ByShare(Days, 0.8));
        Assert.Equal(["A close", "B close", "A open", "A high"], data.Scaler.Columns.Take(4).Select(column => column.Column));
        Batch test = data.HeldOut!.Cut(new Arena(), batchSize: 4, index: 1, order: null);
        for (int row = 0; row < 4; row++)
        {
            int day = 40 + 4 + row;
            for (int time = 0; time < 5; time++)
                Assert.Equal(Scaled(data, day - 5 + time), test.Inputs.Values.Slice(((time * 4) + row) * 12, 12).ToArray());
            Assert.Equal(Scaled(data, day)[..2], test.Targets.Values.Slice(row * 2, 2).ToArray());
        }
    }

    [Fact]
    public void Of_AWalk_TrainsOnItsOwnDays()
    {
        TimeSplit fold = TimeSplit.WalkForward(Days, 2, 5, trainingDays: 20)[0];
        StocksData data = Of(window: 5, fold);
        Assert.Equal((15, 5), (Count(data.Training), Count(data.HeldOut!)));
        Assert.Equal((s_prices.Close(20, 0), s_prices.Close(39, 0)), (data.Scaler.Columns[0].Least, data.Scaler.Columns[0].Most));
        Assert.Equal(s_prices.Dates.Skip(40).Take(5), data.TestDates);
    }

    [Fact]
    public void Of_TakesTheFewestDays()
    {
        StocksData data = Of(window: 5, new TimeSplit(Days - 7, Days - 1, Days));
        Assert.Equal((1, 1), (Count(data.Training), Count(data.HeldOut!)));
        Assert.Equal(1, Count(Other(window: Days - 1).HeldOut!));
    }

    [Theory]
    [InlineData(44, 49, 50, "50 days in common, of which 5 are for training and 1 for the test, are too few: a window of 5 days needs 6 for training and 1 ")]
    [InlineData(0, 50, 50, "A.csv; B.csv: 50 days in common, of which 50 are for training and 0 for the test, are too few")]
    public void Of_SaysHowManyDaysAreNeeded(int start, int test, int end, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => Of(window: 5, new TimeSplit(start, test, end))).Message, StringComparison.Ordinal);

    [Fact]
    public void OfOther_SaysHowManyDaysAreNeeded() => Assert.Equal(
        "A.csv; B.csv: 50 days are too few: a window of 50 days and a day after it are needed",
        Assert.Throws<InputException>(() => Other(window: 50)).Message);

    /// <summary>The days after the training are the test, of a file without days of the training all behind the first window.</summary>
    [Theory]
    [InlineData(0, 45)]
    [InlineData(5, 45)]
    [InlineData(6, 44)]
    [InlineData(49, 1)]
    public void OfOther_TestsOnTheDaysThatAreNew(int learned, int expected) =>
        Assert.Equal(expected, Count(Other(window: 5, learned == 0 ? null : s_prices.Dates[learned - 1]).HeldOut!));

    [Fact]
    public void OfOther_RefusesPricesThatAreAllLearned() => Assert.Equal(
        "A.csv; B.csv: no day is later than the training of the model, which ends on 2018-02-19; name files with later days",
        Assert.Throws<InputException>(() => Other(window: 5, s_prices.Dates[^1])).Message);

    /// <summary>A checkpoint of a run that named its files in another order: each share has its own prices and forecasts.</summary>
    [Fact]
    public void Beside_KeepsToTheNames_WhereTheModelHasItsSharesInAnotherOrder()
    {
        using StocksModel model = Trained(Rising("B", 200), Rising("A", 100));
        StocksData data = StocksData.Of(new StocksConfiguration { Window = 5 }, s_prices, TimeSplit.ByShare(Days, 0.8), model.Forecaster);
        Forecast[] forecasts = model.Forecaster.PredictFrom([data.PriceSeries], data.TestOrigins);
        IReadOnlyList<StocksForecast> beside = data.Beside(forecasts);
        Assert.Equal(["A", "B"], beside.Select(one => one.Share));
        foreach ((int share, StocksForecast one) in beside.Index())
        {
            Assert.Equal(Enumerable.Range(40, 10).Select(day => s_prices.Close(day, share)), one.Actual);
            Assert.Equal(forecasts.Select(forecast => forecast.Values($"{one.Share} close")[0]), one.Predicted);
        }
    }

    [Fact]
    public void Of_RefusesAModelOfOtherShares()
    {
        using StocksModel model = Trained(Rising("B", 200));
        Assert.Equal("A.csv; B.csv: the prices are of A, B, the model is of B; a model of the same shares is expected", Assert.Throws<InputException>(() =>
            StocksData.Of(new StocksConfiguration { Window = 5 }, s_prices, TimeSplit.ByShare(Days, 0.8), model.Forecaster)).Message);
    }

    [Fact]
    public void Load_FindsAsManyWindows_AsTheStudysPricesHave()
    {
        var data = StocksData.Load(new StocksConfiguration { Data = ["synthetic"] });
        Assert.Equal((1781, 453), (Count(data.Training), Count(data.HeldOut!)));
    }

    static int Count(DataSet data) => ((SeriesWindows)data).Count;

    static float[] Scaled(StocksData data, int day) =>
        [.. data.Scaler.Columns.Select(column => (float)column.Apply(s_prices.Day(day)[s_prices.Features.ToList().IndexOf(column.Column)]))];

    static StocksData Of(int window, TimeSplit split) => StocksData.Of(new StocksConfiguration { Window = window }, s_prices, split);

    static StocksData Other(int window, DateOnly? trainedUntil = null)
    {
        using StocksModel model = Trained(window, Rising("A", 100, days: 200), Rising("B", 200, days: 200));
        return StocksData.OfOther(new StocksConfiguration { Window = window }, s_prices, model.Forecaster, trainedUntil);
    }

    static StocksModel Trained(params PriceHistory[] shares) => Trained(window: 5, shares);

    static StocksModel Trained(int window, params PriceHistory[] shares)
    {
        var configuration = new StocksConfiguration { Window = window, Units = 1, Layers = 1 };
        AlignedPrices prices = AlignedPrices.Join(shares);
        StocksData data = StocksData.Of(configuration, prices, TimeSplit.ByShare(prices.Dates.Count, 0.8));
        return (StocksModel)StocksTask.Definition.Create(configuration, data, new Unroll.Studies.Runs.ModelSetup(null, 1));
    }

    static PriceHistory Rising(string name, double price, int days = Days) => AlignedPricesTests.Share(name, price, [.. Enumerable.Range(1, days)]);
}

using Unroll.Forecasting;

namespace Unroll.Tests.Forecasting;

public sealed class BacktestTests
{
    static readonly double[] s_series = [1, 2, 4, 7, 11, 16, 22, 29];

    /// <summary>The origins lie after 2, 4 and 6 values; the last value of a history is forecast again.</summary>
    [Fact]
    public void Run_ForecastsFromEveryOrigin_WithTheValuesBeforeItAlone()
    {
        List<int> lengths = [];
        BacktestResult result = new Backtest(horizon: 2, origins: 3) { Stride = 2 }.Run(s_series, (history, horizon) =>
        {
            Assert.Equal(s_series[history.Length - 1], history[^1]);
            lengths.Add(history.Length);
            return new Naive().Forecast(history, horizon);
        });
        Assert.Equal([2, 4, 6], lengths);
        Assert.Equal((3, 2), (result.Origins, result.Horizon));
        Assert.Equal(lengths, Enumerable.Range(0, 3).Select(result.PlaceOf));
        Assert.Equal([22, 29], result.Actual(2).ToArray());
        Assert.Equal([7, 7], result.Forecast(1).ToArray());
    }

    /// <summary>Errors of one step 2, 4, 6, of two steps 5, 9, 13.</summary>
    [Fact]
    public void Measures_AreOverAllStepsTogether_AndEachAlone()
    {
        BacktestResult result = new Backtest(2, 3) { Stride = 2 }.Run(s_series, new Naive().Forecast);
        Assert.Equal(39 / 6.0, result.Measure(PointMeasures.Mae), 1e-12);
        Assert.Equal([4, 9], result.MeasureSteps(PointMeasures.Mae));
        Assert.Equal(Math.Sqrt(56 / 3.0), result.MeasureSteps(PointMeasures.Rmse)[0], 1e-12);
    }

    [Fact]
    public void Run_Refuses_ASeriesThatIsTooShort_AndForecastsThatDoNotFit()
    {
        Assert.Equal(1, new Backtest(3, 5).Run(s_series, new Naive().Forecast).PlaceOf(0));
        string message = Assert.Throws<ArgumentException>(() => new Backtest(3, 6).Run(s_series, new Naive().Forecast)).Message;
        Assert.Contains("series has 8 values; 6 origins at a distance of 1 with a horizon of 3 need 9", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Backtest(2, 1).Run(s_series, (_, _) => [1]));
        Assert.Throws<ArgumentException>(() => new Backtest(1, 1).Run(s_series, (_, _) => [double.NaN]));
        Assert.Throws<ArgumentException>(() => new Backtest(1, 1).Run([1, double.NaN, 3], new Naive().Forecast));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Backtest(1, 2).Run(s_series, new Naive().Forecast).PlaceOf(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Backtest(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Backtest(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Backtest(1, 1) { Stride = 0 });
    }
}

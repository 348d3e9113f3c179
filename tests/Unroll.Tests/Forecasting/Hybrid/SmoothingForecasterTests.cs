using Unroll.Forecasting;
using Unroll.Forecasting.Hybrid;
using Unroll.Randomness;

namespace Unroll.Tests.Forecasting.Hybrid;

/// <summary>Series with a season of 8, a trend and noise, of different levels and lengths.</summary>
public sealed class SmoothingForecasterTests
{
    const int Season = 8, Horizon = 8;

    static readonly double[][] s_all = [.. Enumerable.Range(0, 24).Select(Draw)], s_past = [.. s_all.Select(series => series[..^Horizon])];

    static readonly Lazy<SmoothingForecaster> s_fitted = new(() => Fit(Small()));

    [Fact]
    public void Forecast_ErrsLessThanTheSeasonalNaive()
    {
        var naive = new SeasonalNaive(Season);
        double own = 0, theirs = 0;
        for (int i = 0; i < s_all.Length; i++)
        {
            double[] actual = s_all[i][^Horizon..];
            own += PointMeasures.Mase(actual, s_fitted.Value.Forecast(i).Point, s_past[i], Season);
            theirs += PointMeasures.Mase(actual, naive.Forecast(s_past[i], Horizon), s_past[i], Season);
        }

        Assert.True(own < 0.85 * theirs, $"{own / s_all.Length} beside {theirs / s_all.Length}");
    }

    [Fact]
    public void Intervals_HoldAboutTheirShare()
    {
        double share = Enumerable.Range(0, s_all.Length).Average(i =>
            IntervalMeasures.Coverage(s_all[i].AsSpan(s_all[i].Length - Horizon), s_fitted.Value.Forecast(i).Lower, s_fitted.Value.Forecast(i).Upper));
        Assert.InRange(share, 0.8, 0.98);
    }

    [Fact]
    public void Point_LiesInItsInterval()
    {
        for (int i = 0; i < s_all.Length; i++)
        {
            SmoothingForecast forecast = s_fitted.Value.Forecast(i);
            for (int step = 0; step < Horizon; step++)
                Assert.InRange(forecast.Point[step], forecast.Lower[step], forecast.Upper[step]);
        }
    }

    [Fact]
    public void Fit_GivesTheSameBits_ForAnyNumberOfWorkers()
    {
        double[][] first = Points(1), second = Points(3);
        Assert.Equal(first, second);

        static double[][] Points(int workers)
        {
            var forecaster = new SmoothingForecaster
            {
                Horizon = 3, Seasons = [Season, 4], Window = 10, Dilations = [[1], [2, 4]], Units = 5, Epochs = 1, Members = 2, CalibrationOrigins = 1,
                Workers = workers,
            };
            forecaster.Fit(s_past[..9]);
            return [.. Enumerable.Range(0, 9).Select(i => forecaster.Forecast(i).Upper)];
        }
    }

    [Fact]
    public void Fit_ForecastsEverySeries_WhenOneIsShorterThanTheWindow()
    {
        var forecaster = new SmoothingForecaster { Horizon = 3, Seasons = [1], Window = 20, Dilations = [[1, 2]], Units = 4, Epochs = 1 };
        forecaster.Fit([[3, 4, 5, 4, 6], s_past[0], s_past[1]]);
        Assert.All(Enumerable.Range(0, 3), i => Assert.All(forecaster.Forecast(i).Point, value => Assert.True(value > 0 && double.IsFinite(value))));
        Assert.InRange(forecaster.Forecast(0).Point[0], 1, 20);
    }

    /// <summary>Intervals that have learned nothing are far too wide for half of the values.</summary>
    [Fact]
    public void Calibration_GivesIntervalsTheirShareOfTheHeldOutValues()
    {
        Assert.InRange(Share(origins: 0), 0.8, 1);
        Assert.InRange(Share(origins: 1), 0.35, 0.65);
        Assert.InRange(Share(origins: 3), 0.35, 0.65);

        static double Share(int origins)
        {
            var forecaster = new SmoothingForecaster
            {
                Horizon = Horizon, Window = 16, Seasons = [Season], Dilations = [[1]], Units = 4, Epochs = 1, LearningRate = 1e-6, Coverage = 0.5,
                CalibrationOrigins = origins,
            };
            forecaster.Fit(s_past);
            return Enumerable.Range(0, s_all.Length).Average(i => IntervalMeasures.Coverage(
                s_all[i].AsSpan(s_all[i].Length - Horizon), forecaster.Forecast(i).Lower, forecaster.Forecast(i).Upper));
        }
    }

    public static TheoryData<double[], string> Impossible => new()
    {
        { [], "series[1] has no value" },
        { [1, 2, 3, double.NaN, 2, 3, 4, 5, 6, 7, 8, 9], "series[1][3] is NaN" },
        { [1, 2, 3, double.PositiveInfinity, 2, 3, 4, 5, 6, 7, 8, 9], "series[1][3] is" },
        { [1, 2, 0, 4, 2, 3, 4, 5, 6, 7, 8, 9], "series[1][2] is 0" },
        { [1, 2, 3, 4, 2, 3, 4, 5, 6, 7, 8], "series[1] has 11 values" },
        { [.. Enumerable.Repeat(4.0, 30)], "series[1] is 4 throughout" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Fit_RefusesSeriesThatCannotBeSmoothed(double[] series, string message)
    {
        var forecaster = new SmoothingForecaster { Horizon = 3, Seasons = [Season] };
        Exception error = Assert.Throws<ArgumentException>(() => forecaster.Fit([s_past[0], series]));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Forecast_Throws_WhereThereIsNone()
    {
        Assert.Throws<InvalidOperationException>(() => new SmoothingForecaster().Forecast(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_fitted.Value.Forecast(s_all.Length));
        Assert.Throws<ArgumentException>(() => new SmoothingForecaster().Fit([]));
        Assert.Throws<ArgumentException>(() => new SmoothingForecaster { Dilations = [[1], []] });
    }

    static SmoothingForecaster Small() => new()
    {
        Horizon = Horizon, Seasons = [Season], Window = 16, Dilations = [[1, 2], [4]], Units = 8, Epochs = 60, LearningRate = 0.01, Seed = 1,
    };

    static SmoothingForecaster Fit(SmoothingForecaster forecaster)
    {
        forecaster.Fit(s_past);
        return forecaster;
    }

    static double[] Draw(int number)
    {
        var random = new RandomStream(RandomKey.FromSeed(number));
        double level = 20 + (200 * random.NextDouble()), trend = 0.004 * (random.NextDouble() - 0.3), size = 0.1 + (0.3 * random.NextDouble());
        return
        [
            .. Enumerable.Range(0, 60 + (number % 5 * 12)).Select(t =>
                level * Math.Exp((trend * t) + (size * Math.Sin(2 * Math.PI * t / Season)) + (0.04 * random.NextNormal()))),
        ];
    }
}

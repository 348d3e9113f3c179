using Unroll.Forecasting;
using Unroll.Forecasting.Heads;
using Unroll.Forecasting.Networks;
using Unroll.Layers;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Forecasting;

public sealed class RecursiveForecastTests
{
    static readonly FitOptions s_fit = new() { Workers = 1 };

    static readonly TimeIndex s_hourly = new(new DateTime(2024, 1, 1), TimeStep.Hour);

    static readonly ForecastFrame s_frame = new(Window: 12, Horizon: 4)
    {
        Targets = ["kW", "steam"], Known = ["holiday"], Statics = ["floors"], Calendar = [CalendarFeature.HourOfDay], IdentityUnits = 2,
    };

    /// <summary>With gaps from before the last window into the second one, which reads forecasts, and holidays for 40 hours more.</summary>
    static Series Hall(string name, double floors)
    {
        double[] load = [.. Enumerable.Range(0, 120).Select(step => (10 * floors) + (3 * Math.Sin(step * Math.PI / 12)) + (step * 7 % 5 / 5.0))];
        double[] steam = [.. load.Select((value, step) => 1000 - value - (step % 3))];
        load.AsSpan(100, 14).Fill(double.NaN);
        (steam[112], steam[115]) = (double.NaN, double.NaN);
        double[] holidays = [.. Enumerable.Range(0, 160).Select(step => step / 24 % 3 == 0 ? 1.0 : 0)];
        holidays[112] = double.NaN;
        return new Series(name, s_hourly).With("kW", load).With("steam", steam).With("holiday", holidays).WithStatic("floors", floors);
    }

    static Forecaster Fitted(ForecastFrame frame, ForecastHead? head, params Series[] series)
    {
        var forecaster = new Forecaster(frame, new RecurrentNetwork(6) { Seed = 1 }, head);
        forecaster.Fit(series, s_fit);
        return forecaster;
    }

    [Theory]
    [InlineData(WindowScaling.None)]
    [InlineData(WindowScaling.Last)]
    [InlineData(WindowScaling.Standard)]
    public void Predict_IsWhatFeedingForecastsBackByHandGives_ToTheBit(WindowScaling scaling)
    {
        Series[] halls = [Hall("a", 2), Hall("b", 5)];
        Forecaster forecaster = Fitted(s_frame with { WindowScaling = scaling }, new StudentTHead(), halls);
        Forecast[] forecasts = forecaster.Predict(halls, horizon: 10);
        foreach ((Series hall, Forecast forecast) in halls.Zip(forecasts))
        {
            Series series = hall;
            for (int chunk = 0; chunk < 3; chunk++)
            {
                Forecast next = forecaster.Predict(series);
                series = series.With("kW", [.. series["kW"], .. next.Values()]).With("steam", [.. series["steam"], .. next.Values("steam")]);
            }

            Assert.Equal(series["kW"][120..130].ToArray(), forecast.Values("kW"));
            Assert.Equal(series["steam"][120..130].ToArray(), forecast.Values("steam"));
            Assert.Equal((10, 120, s_hourly[120]), (forecast.Horizon, forecast.Origin, forecast.Times!.Start));
            Assert.Equal([("kW", 6), ("steam", 2), ("holiday", 1)], forecast.Filled.Select(one => (one.Key, one.Value)));
        }
    }

    [Fact]
    public void Predict_IsDirect_UpToTheHorizonOfTheFrame()
    {
        Forecaster forecaster = Fitted(s_frame, QuantileHead.OfInterval(0.8), Hall("a", 2));
        Forecast direct = forecaster.Predict(Hall("a", 2));
        Assert.Equal(direct.Values(), forecaster.Predict(Hall("a", 2), horizon: 4).Values());
        Forecast shorter = forecaster.Predict(Hall("a", 2), horizon: 3);
        Assert.Equal(direct.Values("steam")[..3], shorter.Values("steam"));
        Assert.Equal(direct.Interval(0.8).Upper[..3], shorter.Interval(0.8).Upper);
    }

    [Fact]
    public void Backtest_GoesOnFromEachOrigin_ByTheForecastsAlone()
    {
        Series hall = Hall("a", 2);
        Forecaster forecaster = Fitted(s_frame, null, hall);
        Forecast[] backtest = forecaster.Backtest(hall, origins: 3, stride: 5, horizon: 9);
        Assert.Equal([101, 106, 111], backtest.Select(forecast => forecast.Origin));
        foreach (Forecast forecast in backtest)
            Assert.Equal(forecaster.Predict(hall.Steps(0, forecast.Origin).With("holiday", hall["holiday"]), horizon: 9).Values("steam"),
                forecast.Values("steam"));
    }

    /// <summary>Learned one step ahead, asked for a day: what the network learned of a wave carries it through.</summary>
    [Fact]
    public void Predict_ContinuesAWave_FromOneStep()
    {
        double[] wave = [.. Enumerable.Range(0, 424).Select(step => 50 + (10 * Math.Sin(step * Math.PI / 12)))];
        var forecaster = new Forecaster(new ForecastFrame(Window: 24, Horizon: 1), new RecurrentNetwork(new Lstm(12)) { Seed = 1 });
        forecaster.Fit(Series.Of(wave.AsSpan(0, 400)), s_fit with { Epochs = 30 }, new Adam { LearningRate = 0.01f });
        double error = PointMeasures.Mae(wave.AsSpan(400), forecaster.Predict(Series.Of(wave.AsSpan(0, 400)), horizon: 24).Values());
        Assert.True(error < 1.5, $"{error}");
    }

    [Fact]
    public void Misuse_IsRefused_WithWhatWouldBeRight()
    {
        Series hall = Hall("a", 2);
        Forecaster values = Fitted(s_frame, null, hall), past = Fitted(s_frame with { Targets = ["kW"], Past = ["steam"] }, null, hall),
            quantiles = Fitted(s_frame, QuantileHead.OfInterval(0.8), hall);
        Refused<ArgumentOutOfRangeException>("'steam' are known of the past only: a horizon of at most 4", () => past.Predict(hall, horizon: 5));
        Refused<ArgumentOutOfRangeException>("horizon is at least 1", () => values.Predict(hall, horizon: 0));
        Refused<ArgumentOutOfRangeException>("a shorter horizon is expected", () => values.Predict(hall, horizon: int.MaxValue));
        Refused<ArgumentException>("The column 'holiday' of a is known ahead and ends after 130 values; a horizon of 9 after 120 values, 4 at once, needs 132",
            () => values.Predict(hall.With("holiday", hall["holiday"][..130]), horizon: 9));
        Refused<NotSupportedException>("made of 2, of 4 values each, the later ones from the earlier: it has no quantiles",
            () => quantiles.Predict(hall, horizon: 5).Interval(0.8));
        Refused<ArgumentException>("a has 120 values; a window of 12 and 1 origins at a distance of 1 with a horizon of 109 need 121",
            () => values.Backtest(hall, 1, horizon: 109));
    }

    static void Refused<T>(string message, Action action)
        where T : Exception => Assert.Contains(message, Assert.Throws<T>(action).Message);
}

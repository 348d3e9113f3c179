using Unroll.Forecasting;
using Unroll.Forecasting.Heads;
using Unroll.Forecasting.Networks;
using Unroll.Layers;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Forecasting;

public sealed class ForecasterTests
{
    static readonly TimeIndex s_hourly = new(new DateTime(2024, 1, 1), TimeStep.Hour);

    static readonly FitOptions s_fit = new() { Epochs = 6, BatchSize = 32, Workers = 1 };

    /// <summary>A daily wave with noise; what a holiday adds is known ahead.</summary>
    static Series Load(int count, int ahead = 0, string name = "load", double level = 100, int seed = 1)
    {
        var random = new Random(seed);
        double[] values = new double[count], holidays = new double[count + ahead];
        for (int step = 0; step < count + ahead; step++)
            holidays[step] = step / 24 % 5 == 3 ? 1 : 0;
        for (int step = 0; step < count; step++)
            values[step] = level + (10 * Math.Sin(step * Math.PI / 12)) + (20 * holidays[step]) + random.NextDouble();
        return new Series(name, s_hourly).With("kW", values).With("holiday", holidays)
            .With("spare", [.. values.Select(value => 150 - value)]).WithStatic("level", level);
    }

    static ForecastFrame Frame => new(Window: 24, Horizon: 12) { Targets = ["kW"], Known = ["holiday"] };

    static double Error(Forecast forecast, Series actual, string target) =>
        PointMeasures.Mae(actual[target].Slice(forecast.Origin, forecast.Horizon), forecast.Values(target));

    public static TheoryData<string> Networks => [.. s_networks.Keys];

    static readonly Dictionary<string, Func<(ForecastNetwork Network, ForecastFrame Frame)>> s_networks = new()
    {
        ["recurrent"] = () => (new RecurrentNetwork(new Lstm(16) { ReturnSequences = true }, new Dropout(0.1f), new Gru(16)) { Seed = 1 }, Frame),
        ["dilated"] = () => (new DilatedNetwork(16, 1, 4, 12) { Seed = 1, Dropout = 0.1f }, Frame with { Calendar = [CalendarFeature.HourOfDay] }),
        ["encoder-decoder"] = () => (new EncoderDecoderNetwork(16) { Seed = 1, Dropout = 0.1f }, Frame with { Statics = ["level"], IdentityUnits = 2 }),
        ["two targets"] = () => (new EncoderDecoderNetwork(16) { Seed = 1, UseAttention = false },
            Frame with { Targets = ["kW", "spare"], Known = [], Calendar = [CalendarFeature.HourOfDay] }),
        ["segments of two targets"] = () => (new SegmentNetwork(4, 16) { Seed = 1 }, Frame with { Targets = ["kW", "spare"], Known = [] }),
        ["segments"] = () => (new SegmentNetwork(4, 16) { Seed = 1, Dropout = 0.1f }, Frame with { Known = [] }),
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Predict_IsNearerThanTheLastValue_AndTheSameAfterLoading(string name)
    {
        (ForecastNetwork network, ForecastFrame frame) = s_networks[name]();
        Series all = Load(624), past = all.Steps(0, 600);
        past = frame.Known.Count > 0 ? past.With("holiday", all["holiday"]) : past;
        var forecaster = new Forecaster(frame, network, new QuantileHead());
        forecaster.Fit(past, s_fit with { Epochs = 20 }, new Adam { LearningRate = 0.01f });
        Forecast forecast = forecaster.Predict(past);
        Assert.Equal(s_hourly[600], forecast.Times!.Start);
        double naive = PointMeasures.Mae(all["kW"].Slice(600, 12), new Naive().Forecast(past["kW"], 12));
        Assert.All(frame.Targets, target => Assert.InRange(Error(forecast, all, target), 0, naive / 2));

        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "load.forecaster");
        forecaster.Save(path);
        Forecaster loaded = Forecaster.Load(path);
        Assert.Equal(forecast.Quantile(0.9), loaded.Predict(past).Quantile(0.9));
        Assert.Equal(forecaster.Network.Name, loaded.Network.Name);
        Assert.Equal(frame.Known, loaded.Frame.Known);
    }

    [Fact]
    public void Predict_UsesWhatIsKnownAhead()
    {
        Series all = Load(612), past = all.Steps(0, 600).With("holiday", all["holiday"]);
        var forecaster = new Forecaster(Frame, new RecurrentNetwork(16) { Seed = 1 });
        forecaster.Fit(past, s_fit, new Adam { LearningRate = 0.01f });
        double[] holidays = [.. Enumerable.Range(0, 612).Select(step => step < 600 ? all["holiday"][step] : 1 - all["holiday"][step])];
        double[] other = forecaster.Predict(past.With("holiday", holidays)).Values();
        Assert.All(forecaster.Predict(past).Values().Zip(other), pair => Assert.True(Math.Abs(pair.First - pair.Second) > 5, $"{pair}"));
    }

    [Fact]
    public void Predict_GivesTheSameFromManyThreads()
    {
        Series past = Load(200, ahead: 12);
        var forecaster = new Forecaster(Frame, new RecurrentNetwork(8) { Seed = 1 });
        forecaster.Fit(past, s_fit with { Epochs = 1 });
        double[] expected = forecaster.Predict(past).Values();
        double[][] found = new double[16][];
        Parallel.For(0, found.Length, i => found[i] = forecaster.Predict(past).Values());
        Assert.All(found, values => Assert.Equal(expected, values));
    }

    [Fact]
    public void Fit_ReportsTheHeldOutPart_AndDoesNotLearnIt()
    {
        Series whole = Load(400), changed = whole.With("kW", [.. whole["kW"][..376], .. Enumerable.Repeat(9999.0, 24)]);
        Forecaster one = new(Frame, new RecurrentNetwork(8) { Seed = 1 }), two = new(Frame, new RecurrentNetwork(8) { Seed = 1 });
        History first = one.Fit(whole, s_fit, heldOut: 24), second = two.Fit(changed, s_fit, heldOut: 24);
        Assert.Equal(first["loss"], second["loss"]);
        Assert.Equal(one.Scaler!.Columns, two.Scaler!.Columns);
        Assert.True(second["val_loss"][^1] > 1000 * first["val_loss"][^1]);
    }

    [Fact]
    public void Identity_TellsSeriesApart_AndRefusesOneThatWasNotLearned()
    {
        ForecastFrame frame = new(12, 4) { Targets = ["kW"], IdentityUnits = 2, Statics = ["level"], Calendar = [CalendarFeature.HourOfDay] };
        Series[] series = [Load(200, name: "a", level: 20), Load(200, name: "b", level: 500, seed: 2)];
        var forecaster = new Forecaster(frame, new RecurrentNetwork(8) { Seed = 1 });
        forecaster.Fit(series, s_fit with { Epochs = 10 }, new Adam { LearningRate = 0.01f });
        Forecast[] forecasts = forecaster.Predict(series);
        Assert.Equal(["a", "b"], forecasts.Select(forecast => forecast.Series));
        Assert.True(forecasts[0].Values()[0] < 150 && forecasts[1].Values()[0] > 350);
        Assert.Contains("has not learned 'c'", Assert.Throws<ArgumentException>(() => forecaster.Predict(Load(200, name: "c"))).Message);
    }

    [Theory]
    [InlineData(WindowScaling.Last)]
    [InlineData(WindowScaling.Standard)]
    public void WindowScaling_MovesTheForecastWithTheLevelOfTheSeries(WindowScaling scaling)
    {
        Series low = Load(300), high = low.With("kW", [.. low["kW"].ToArray().Select(value => value + 1000)]);
        var forecaster = new Forecaster(Frame with { Known = [], WindowScaling = scaling }, new RecurrentNetwork(8) { Seed = 1 });
        forecaster.Fit(low, s_fit with { Epochs = 1 });
        double[] a = forecaster.Predict(low).Values(), b = forecaster.Predict(high).Values();
        Assert.All(a.Zip(b), pair => Assert.Equal(pair.First + 1000, pair.Second, 0.1));
    }

    [Fact]
    public void Gaps_AreTold_AndWhatIsForecastIsNeverAGap()
    {
        Series whole = Load(300);
        double[] values = [.. whole["kW"]];
        for (int step = 40; step < 60; step++)
            values[step] = double.NaN;
        var forecaster = new Forecaster(Frame with { Known = [] }, new RecurrentNetwork(8) { Seed = 1 });
        History history = forecaster.Fit(whole.With("kW", values), s_fit with { Epochs = 1 });
        Assert.True(double.IsFinite(history["loss"][^1]));
        Assert.True(forecaster.Scaler!.Columns[0].HasGaps);
        Assert.Equal(2, forecaster.Network.InputShape.Last);
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            new Forecaster(Frame, new RecurrentNetwork(8)).Fit(Series.Of([.. Enumerable.Range(0, 60).Select(i => i % 5 == 0 ? double.NaN : i)]).With("kW",
                [.. Enumerable.Range(0, 60).Select(i => i % 5 == 0 ? double.NaN : i)]).With("holiday", new double[60])));
        Assert.Contains("has a gap in every 12 values", error.Message);
    }

    [Fact]
    public void Counts_AreForecastAsCounts()
    {
        var random = new Random(1);
        double[] sold = [.. Enumerable.Range(0, 400).Select(i => Math.Floor(random.NextDouble() * random.NextDouble() * (i % 7 == 0 ? 60 : 12)))];
        Series counts = Series.Of(sold, "sold");
        var forecaster = new Forecaster(new ForecastFrame(14, 7), new RecurrentNetwork(12) { Seed = 1 }, new NegativeBinomialHead());
        forecaster.Fit(counts, s_fit with { Epochs = 15 }, new Adam { LearningRate = 0.01f });
        Forecast week = forecaster.Predict(counts);
        (double[] lower, double[] upper) = week.Interval(0.8);
        Assert.All(lower, value => Assert.True(value >= 0 && double.IsInteger(value)));
        Assert.Equal(week.Values().Index().MaxBy(one => one.Item).Index, upper.Index().MaxBy(one => one.Item).Index);
        Assert.Equal(0, (week.Origin + week.Values().Index().MaxBy(one => one.Item).Index) % 7);
        Assert.Contains("counts are whole numbers", Assert.Throws<ArgumentException>(() =>
            new Forecaster(new ForecastFrame(2, 1), new RecurrentNetwork(2), new NegativeBinomialHead()).Fit(Series.Of([1, 2, -3, 4, 5, 6]))).Message);
    }

    [Fact]
    public void Backtest_ForecastsFromThePastAlone()
    {
        Series whole = Load(300);
        var forecaster = new Forecaster(Frame with { Known = [] }, new RecurrentNetwork(8) { Seed = 1 });
        forecaster.Fit(whole, s_fit with { Epochs = 1 });
        Forecast[] backtest = forecaster.Backtest(whole, origins: 3, stride: 12);
        Assert.Equal([264, 276, 288], backtest.Select(forecast => forecast.Origin));
        Assert.Equal(forecaster.Predict(whole.Steps(0, 276)).Values(), backtest[1].Values());
        Assert.Throws<ArgumentException>(() => forecaster.Backtest(whole, origins: 24, stride: 12));
    }

    [Fact]
    public void Gaps_AreFilledFromBeforeTheWindow()
    {
        Series whole = Load(200, ahead: 12);
        double[] load = [.. whole["kW"]], spare = [.. whole["spare"]], holidays = [.. whole["holiday"]];
        load.AsSpan(160, 20).Fill(double.NaN);
        spare.AsSpan(170, 10).Fill(double.NaN);
        holidays.AsSpan(150, 30).Fill(double.NaN);
        Series gaps = whole.With("kW", load).With("spare", spare).With("holiday", holidays);
        var forecaster = new Forecaster(Frame with { Past = ["spare"], Calendar = [CalendarFeature.HourOfDay] }, new RecurrentNetwork(8) { Seed = 1 });
        forecaster.Fit(gaps, s_fit with { Epochs = 1 });

        Assert.Equal([("kW", 4), ("spare", 4), ("holiday", 4)], forecaster.Predict(gaps).Filled.Select(one => (one.Key, one.Value)));
        Assert.Equal([("kW", 16), ("spare", 6), ("holiday", 28)], forecaster.Backtest(gaps, 2, stride: 12)[0].Filled.Select(one => (one.Key, one.Value)));
        Assert.Empty(forecaster.Predict(whole).Filled);

        // A backtest prepares the series from its first window on, a forecast from its only one, and a short series has nothing before it.
        double[] values = forecaster.Predict(gaps).Values();
        Assert.Equal(forecaster.Backtest(gaps.Steps(0, 200).With("holiday", holidays), origins: 1)[0].Values(),
            forecaster.Backtest(gaps, origins: 150)[^1].Values());
        Assert.NotEqual(values, forecaster.Predict(gaps.Steps(176, 24).With("holiday", holidays.AsSpan(176))).Values());
        Assert.Equal(values, forecaster.Predict(gaps.Steps(140, 60).With("holiday", holidays.AsSpan(140))).Values());
    }

    [Fact]
    public void Misuse_IsRefused_WithWhatWouldBeRight()
    {
        Series load = Load(200);
        Refused("The column 'kW' is named twice", () => _ = new Forecaster(Frame with { Past = ["kW"] }, new RecurrentNetwork(2)));
        Refused("load has 200 values; a window of 300", () => new Forecaster(Frame with { Window = 300 }, new RecurrentNetwork(2)).Fit(load));
        Refused("at least the horizon of 12", () => new Forecaster(Frame, new RecurrentNetwork(2)).Fit(load, heldOut: 4));
        var forecaster = new Forecaster(Frame, new RecurrentNetwork(2));
        Assert.Contains("not fitted", Assert.Throws<InvalidOperationException>(() => forecaster.Predict(load)).Message);
        forecaster.Fit(load, s_fit with { Epochs = 1 });
        Refused("'holiday' of load is known ahead and ends after 200 values; 200 values and a horizon of 12 need 212", () => forecaster.Predict(load));
        Refused("load has 10 values; a window needs 24", () => forecaster.Predict(Load(10, ahead: 12)));
        Refused("has no column 'kW'", () => forecaster.Predict(Series.Of([1, 2, 3])));
        Assert.Contains("has learned no quantiles", Assert.Throws<NotSupportedException>(() => forecaster.Predict(Load(200, 12)).Quantile(0.5)).Message);
        Refused("one state", () => new Forecaster(Frame, new RecurrentNetwork(new Gru(2) { ReturnSequences = true })).Fit(load));
        Refused("reads the targets alone", () => new Forecaster(Frame, new SegmentNetwork(4, 8)).Fit(load));
        Refused("not whole numbers of segments of 5", () => new Forecaster(Frame with { Known = [] }, new SegmentNetwork(5, 8)).Fit(load));

        static void Refused(string message, Action action) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message);
    }

    [Fact]
    public void Load_RefusesAFileThatHoldsNoForecaster()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "dense.safetensors");
        var model = new Unroll.Models.Sequential(new Unroll.Layers.Dense(1));
        model.Build([3]);
        model.Save(path);
        Assert.Contains("holds no forecaster", Assert.Throws<InvalidDataException>(() => Forecaster.Load(path)).Message);
    }
}

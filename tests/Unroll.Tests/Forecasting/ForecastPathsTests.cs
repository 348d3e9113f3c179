using Unroll.Forecasting;
using Unroll.Forecasting.Heads;
using Unroll.Forecasting.Networks;
using Unroll.Optimizers;
using Unroll.Randomness;
using Unroll.Training;

namespace Unroll.Tests.Forecasting;

public sealed class ForecastPathsTests
{
    static readonly FitOptions s_fit = new() { Workers = 1 };

    static Series Walk(string name = "walk", int steps = 400)
    {
        var stream = new RandomStream(RandomKey.FromSeed(3));
        double at = 100;
        return Series.Of([.. Enumerable.Range(0, steps).Select(_ => at += stream.NextNormal())], name, new TimeIndex(new DateTime(2024, 1, 1), TimeStep.Day));
    }

    static Forecaster Fitted(ForecastFrame frame, ForecastHead head, Series series, int epochs = 2)
    {
        var forecaster = new Forecaster(frame, new RecurrentNetwork(4) { Seed = 1 }, head);
        forecaster.Fit(series, s_fit with { Epochs = epochs }, new Adam { LearningRate = 0.01f });
        return forecaster;
    }

    /// <summary>One step at a time: the number that is drawn is a quantile of the forecast from what was drawn before.</summary>
    [Fact]
    public void SamplePaths_IsWhatDrawingByHandGives_ToTheBit()
    {
        Series walk = Walk();
        Forecaster forecaster = Fitted(new ForecastFrame(8, 1), new StudentTHead(), walk);
        ForecastPaths paths = forecaster.SamplePaths(walk, paths: 3, horizon: 5, seed: 11);
        for (int path = 0; path < 3; path++)
        {
            var stream = new RandomStream("walk".Aggregate(RandomKey.FromSeed(11), (key, letter) => key.Derive(letter)).Derive(400).Derive((ulong)path));
            Series series = walk;
            for (int step = 0; step < 5; step++)
                series = series.With("value", [.. series["value"], forecaster.Predict(series).Quantile(stream.NextDouble())[0]]);
            Assert.Equal(series["value"][400..].ToArray(), paths.Path(path).ToArray());
        }

        Assert.Equal((3, 5, 400, "walk", walk.Times![400]), (paths.Count, paths.Horizon, paths.Origin, paths.Series, paths.Times!.Start));
        Assert.Equal(Enumerable.Range(0, 5).Select(step => (paths.Path(0)[step] + paths.Path(1)[step] + paths.Path(2)[step]) / 3), paths.Mean());
    }

    [Fact]
    public void SamplePaths_AreThoseOfTheirSeed_AloneAndAmongOthers()
    {
        Series a = Walk("a"), b = Walk("b");
        Forecaster forecaster = Fitted(new ForecastFrame(8, 2), new NormalHead(), a);
        ForecastPaths alone = forecaster.SamplePaths(b, 4, horizon: 5, seed: 1);
        ForecastPaths[] both = forecaster.SampleFrom([a, b], [(0, 400), (1, 400)], 4, 5, 1);
        Assert.Equal(Values(alone), Values(both[1]));
        Assert.NotEqual(Values(both[0]), Values(both[1]));
        Assert.NotEqual(Values(alone), Values(forecaster.SamplePaths(b, 4, horizon: 5, seed: 2)));
        Assert.Equal(Values(alone)[..5], Values(forecaster.SamplePaths(b, 1, horizon: 5, seed: 1)));

        static double[] Values(ForecastPaths paths) => [.. Enumerable.Range(0, paths.Count).SelectMany(path => paths.Path(path).ToArray())];
    }

    /// <summary>Of a random walk the squared widths add up: 16 days ahead the interval is four times as wide as one day ahead.</summary>
    [Fact]
    public void Interval_WidensWithTheRootOfTheHorizon_OfARandomWalk()
    {
        Series walk = Walk(steps: 1500);
        Forecaster forecaster = Fitted(new ForecastFrame(4, 1) { WindowScaling = WindowScaling.Last }, new NormalHead(), walk, epochs: 10);
        ForecastPaths paths = forecaster.SamplePaths(walk, 1000, horizon: 16);
        (double[] lower, double[] upper) = paths.Interval(0.8);
        Assert.InRange(upper[0] - lower[0], 2.2, 2.9); // ±1.28 deviations of 1
        Assert.InRange((upper[15] - lower[15]) / (upper[0] - lower[0]), 3, 5);
        Assert.Equal(paths.Quantile(0.9), upper);
    }

    [Fact]
    public void Quantile_OfPathsThatComeAtOnce_IsThatOfTheForecast()
    {
        Series walk = Walk();
        Forecaster forecaster = Fitted(new ForecastFrame(8, 3), new NormalHead(), walk);
        (Forecast forecast, ForecastPaths paths) = (forecaster.Predict(walk), forecaster.SamplePaths(walk, 4000));
        double deviation = forecast.Quantile(0.8413)[0] - forecast.Values()[0];
        foreach (double probability in (double[])[0.1, 0.5, 0.9])
            for (int step = 0; step < 3; step++)
                Assert.Equal(forecast.Quantile(probability)[step], paths.Quantile(probability)[step], 0.1 * deviation);
    }

    [Fact]
    public void Paths_OfCounts_AreCounts()
    {
        Series counts = Series.Of([.. Enumerable.Range(0, 200).Select(step => (double)(step * 7 % 5))]);
        ForecastPaths paths = Fitted(new ForecastFrame(6, 1), new NegativeBinomialHead(), counts).SamplePaths(counts, 5, horizon: 4);
        Assert.All(Enumerable.Range(0, 5).SelectMany(path => paths.Path(path).ToArray()), value => Assert.True(value >= 0 && value == Math.Floor(value)));
    }

    [Fact]
    public void Misuse_IsRefused_WithWhatWouldBeRight()
    {
        Series walk = Walk();
        var frame = new ForecastFrame(8, 2);
        Forecaster forecaster = Fitted(frame, new NormalHead(), walk);
        Refused<NotSupportedException>("The head 'value' gives no distribution to draw from", () => Fitted(frame, new ValueHead(), walk).SamplePaths(walk));
        Refused<NotSupportedException>("The head 'quantiles'", () => Fitted(frame, new QuantileHead(), walk).SamplePaths(walk));
        Refused<ArgumentOutOfRangeException>("paths is at least 1", () => forecaster.SamplePaths(walk, 0));
        ForecastPaths paths = forecaster.SamplePaths(walk, 2);
        Refused<ArgumentOutOfRangeException>("path", () => paths.Path(2));
        Refused<ArgumentException>("The column 'other' is not forecast; forecast are value", () => paths.Quantile(0.5, "other"));
        Refused<ArgumentOutOfRangeException>("probability lies between 0 and 1", () => paths.Quantile(1.5));
    }

    static void Refused<T>(string message, Action action)
        where T : Exception => Assert.Contains(message, Assert.Throws<T>(action).Message);
}

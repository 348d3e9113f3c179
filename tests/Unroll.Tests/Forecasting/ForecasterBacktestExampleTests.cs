using Unroll.Forecasting;
using Unroll.Forecasting.Heads;
using Unroll.Forecasting.Networks;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Forecasting;

/// <summary>docs/forecasting.md: a forecaster on a week that it has not seen, beside the seasonal naive forecast.</summary>
public sealed class ForecasterBacktestExampleTests
{
    [Fact]
    public void Example_BacktestsAForecaster()
    {
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, 24 * 60).Select(hour => 100 + (20 * Math.Sin(hour * Math.PI / 12)) + (5 * random.NextDouble()))];
        Series load = Series.Of(values, "load");
        using var console = new StringWriter();
        TextWriter standard = Console.Out;
        Console.SetOut(console);
        try
        {
            // <example>
            var frame = new ForecastFrame(Window: 72, Horizon: 24);
            var forecaster = new Forecaster(frame, new SegmentNetwork(segment: 24, units: 32) { Seed = 1 }, new QuantileHead(0.1f, 0.5f, 0.9f));
            forecaster.Fit(load.Steps(0, load["value"].Length - 168), new FitOptions { Epochs = 25 }, new Adam { LearningRate = 0.003f });

            double error = 0, inside = 0;
            Forecast[] days = forecaster.Backtest(load, origins: 7, stride: 24);
            foreach (Forecast day in days)
            {
                ReadOnlySpan<double> actual = load["value"].Slice(day.Origin, day.Horizon);
                (double[] lower, double[] upper) = day.Interval(0.8);
                error += PointMeasures.Mae(actual, day.Values()) / days.Length;
                inside += IntervalMeasures.Coverage(actual, lower, upper) / days.Length;
            }

            BacktestResult naive = new Backtest(horizon: 24, origins: 7) { Stride = 24 }.Run(load["value"], new SeasonalNaive(24).Forecast);
            Console.WriteLine($"MAE {error:F2}; of the day before {naive.Measure(PointMeasures.Mae):F2}. Intervals of 80 % hold {inside:P0} of the week.");
            // </example>
            Assert.InRange(error, 0, 0.9 * naive.Measure(PointMeasures.Mae));
            Assert.InRange(inside, 0.65, 0.92);
        }
        finally
        {
            Console.SetOut(standard);
        }

        Assert.StartsWith("MAE ", console.ToString(), StringComparison.Ordinal);
    }
}

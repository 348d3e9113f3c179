using Unroll.Forecasting;

namespace Unroll.Tests.Forecasting;

/// <summary>docs/forecasting.md: the benchmarks of a series, and a backtest.</summary>
public sealed class ForecastingExampleTests
{
    [Fact]
    public void Example_ComparesBaselines()
    {
        double[] series = [.. Enumerable.Range(0, 500).Select(hour => 100 + (0.05 * hour) + (20 * Math.Sin(hour * Math.PI / 12)) + (hour * hour % 13))];
        using var console = new StringWriter();
        TextWriter standard = Console.Out;
        Console.SetOut(console);
        try
        {
            // <example>
            double[] training = series[..^24], test = series[^24..];
            foreach (Baseline baseline in Baselines.M4(season: 24))
            {
                double[] forecast = baseline.Forecast(training, horizon: 24);
                double mase = PointMeasures.Mase(test, forecast, training, season: 24);
                Console.WriteLine($"{baseline.Name}: sMAPE {PointMeasures.Smape(test, forecast):F2}, MASE {mase:F3}");
            }

            BacktestResult week = new Backtest(horizon: 24, origins: 7) { Stride = 24 }.Run(series, new DLinear(window: 72).Forecast);
            double[] errors = week.MeasureSteps(PointMeasures.Mae);
            Console.WriteLine($"DLinear errs by {errors[0]:F2} one hour ahead and by {errors[^1]:F2} a day ahead.");
            // </example>
            Assert.True(week.Measure(PointMeasures.Mae) < 8, $"{week.Measure(PointMeasures.Mae)}");
        }
        finally
        {
            Console.SetOut(standard);
        }

        string[] lines = console.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(9, lines.Length);
        Assert.StartsWith("naive: sMAPE ", lines[0], StringComparison.Ordinal);
    }
}

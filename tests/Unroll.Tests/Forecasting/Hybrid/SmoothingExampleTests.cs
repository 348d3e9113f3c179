using Unroll.Forecasting.Hybrid;

namespace Unroll.Tests.Forecasting.Hybrid;

/// <summary>docs/forecasting.md: smoothing in a network.</summary>
public sealed class SmoothingExampleTests
{
    [Fact]
    public void Example_ForecastsADay()
    {
        double[][] series =
        [
            .. Enumerable.Range(1, 4).Select(i => Enumerable.Range(0, 300 + (24 * i)).Select(hour =>
                (100 * i) + (0.05 * hour) + (20 * Math.Sin(hour * Math.PI / 12)) + (hour * hour % 13)).ToArray()),
        ];
        using var console = new StringWriter();
        TextWriter standard = Console.Out;
        Console.SetOut(console);
        try
        {
            // <example>
            var forecaster = new SmoothingForecaster
            {
                Horizon = 24, Seasons = [24], Window = 72, Dilations = [[1, 4], [12, 24]], Members = 2, CalibrationOrigins = 1,
            };
            forecaster.Fit(series);
            SmoothingForecast next = forecaster.Forecast(0);
            Console.WriteLine($"{next.Point[0]:F1}, with 95 % between {next.Lower[0]:F1} and {next.Upper[0]:F1}");
            // </example>
            Assert.InRange(next.Point[6], 95, 115);
        }
        finally
        {
            Console.SetOut(standard);
        }

        Assert.Contains(", with 95 % between ", console.ToString(), StringComparison.Ordinal);
    }
}

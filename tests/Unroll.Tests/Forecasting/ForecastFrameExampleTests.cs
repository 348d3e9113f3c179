using Unroll.Forecasting;
using Unroll.Forecasting.Heads;
using Unroll.Forecasting.Networks;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Forecasting;

/// <summary>docs/forecasting.md: many series with columns of every kind.</summary>
public sealed class ForecastFrameExampleTests
{
    const int Hours = 24 * 30, Ahead = 12;

    static readonly double[] s_holidays = [.. Enumerable.Range(0, Hours + Ahead).Select(hour => hour / 24 % 7 == 6 || hour >= Hours ? 1.0 : 0)];

    [Fact]
    public void Example_ForecastsManySeries()
    {
        (string Name, double[] Kilowatts, double[] Outside, double Floors)[] halls = [Hall("hall 1", 2), Hall("hall 2", 5)];
        double[] holidays = s_holidays;
        using var console = new StringWriter();
        TextWriter standard = Console.Out;
        Console.SetOut(console);
        try
        {
            // <example>
            var hourly = new TimeIndex(new DateTime(2024, 1, 1), TimeStep.Hour);
            Series[] series =
            [
                .. halls.Select(hall => new Series(hall.Name, hourly)
                    .With("kW", hall.Kilowatts).With("outside", hall.Outside).With("holiday", holidays).WithStatic("floors", hall.Floors)),
            ];
            var frame = new ForecastFrame(Window: 48, Horizon: 12)
            {
                Targets = ["kW"],
                Past = ["outside"],
                Known = ["holiday"],
                Statics = ["floors"],
                Calendar = [CalendarFeature.HourOfDay],
                IdentityUnits = 2,
            };
            var forecaster = new Forecaster(frame, new EncoderDecoderNetwork(16) { Seed = 1 }, new StudentTHead());
            forecaster.Fit(series, new FitOptions { Epochs = 10 }, new Adam { LearningRate = 0.01f });
            foreach (Forecast forecast in forecaster.Predict(series))
                Console.WriteLine($"{forecast}: at first {forecast.Values("kW")[0]:F1} kW, at most {forecast.Quantile(0.99, "kW").Max():F1}");
            // </example>
            Assert.All(forecaster.Predict(series).Zip(halls), one => Assert.All(one.First.Values().Index(), value =>
                Assert.Equal(Load(Hours + value.Index, one.Second.Floors), value.Item, 6.0)));
        }
        finally
        {
            Console.SetOut(standard);
        }

        Assert.Contains("hall 2: 12 values from 2024-01-31 00:00: at first ", console.ToString(), StringComparison.Ordinal);
    }

    static double Load(int hour, double floors) => (20 * floors) + (5 * Math.Sin(hour * Math.PI / 12)) - (15 * s_holidays[hour]);

    static (string Name, double[] Kilowatts, double[] Outside, double Floors) Hall(string name, double floors) => (name,
        [.. Enumerable.Range(0, Hours).Select(hour => Load(hour, floors))], [.. Enumerable.Range(0, Hours).Select(hour => 5 + Math.Sin(hour * 0.1))], floors);
}

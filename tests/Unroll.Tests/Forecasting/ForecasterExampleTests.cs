using Unroll.Forecasting;
using Unroll.Forecasting.Heads;
using Unroll.Forecasting.Networks;
using Unroll.Optimizers;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests.Forecasting;

/// <summary>docs/forecasting.md: from values to a saved forecaster.</summary>
public sealed class ForecasterExampleTests
{
    [Fact]
    public void Example_FitsSavesAndForecasts()
    {
        var random = new Random(1);
        double[] values =
            [.. Enumerable.Range(0, 24 * 60).Select(hour => 100 + (20 * Math.Sin(hour * Math.PI / 12)) + (hour % 168 < 120 ? 10 : 0) + random.NextDouble())];
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "load.forecaster");
        using var console = new StringWriter();
        TextWriter standard = Console.Out;
        Console.SetOut(console);
        try
        {
            // <example>
            Series load = Series.Of(values, "load", new TimeIndex(new DateTime(2024, 1, 1), TimeStep.Hour));
            var frame = new ForecastFrame(Window: 48, Horizon: 24) { Calendar = [CalendarFeature.HourOfDay, CalendarFeature.DayOfWeek] };
            var forecaster = new Forecaster(frame, new RecurrentNetwork(32) { Seed = 1 }, QuantileHead.OfInterval(0.9));

            // The last week is not learned: training ends when its loss has not fallen for three epochs.
            var options = new FitOptions { Epochs = 20, Callbacks = [new EarlyStopping { Monitor = "val_loss", Patience = 3, RestoreBestWeights = true }] };
            forecaster.Fit(load, options, new Adam { LearningRate = 0.003f }, heldOut: 168);
            forecaster.Save(path);

            Forecast tomorrow = Forecaster.Load(path).Predict(load);
            (double[] lower, double[] upper) = tomorrow.Interval(0.9);
            for (int hour = 0; hour < tomorrow.Horizon; hour++)
                Console.WriteLine($"{tomorrow.Times![hour]:yyyy-MM-dd HH:mm} {tomorrow.Values()[hour]:F1}, between {lower[hour]:F1} and {upper[hour]:F1}");
            // </example>
            Assert.All(tomorrow.Values().Index(), one => Assert.Equal(110 + (20 * Math.Sin(one.Index * Math.PI / 12)), one.Item, 6.0));
        }
        finally
        {
            Console.SetOut(standard);
        }

        string[] lines = console.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(24, lines.Length);
        Assert.StartsWith("2024-03-01 00:00 1", lines[0], StringComparison.Ordinal);
    }
}

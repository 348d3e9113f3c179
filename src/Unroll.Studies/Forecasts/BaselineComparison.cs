using System.Globalization;
using Unroll.Forecasting;
using Unroll.Studies.Statistics;

namespace Unroll.Studies.Forecasts;

/// <summary>The simple forecasts of a test, each value one step ahead, beside those of a model.</summary>
/// <param name="Baselines">The name of each and the root of its mean squared error.</param>
/// <param name="Model">That of the model.</param>
/// <param name="Test">The squared errors of the model beside those of the best baseline; null for fewer than three values.</param>
public sealed record BaselineComparison(IReadOnlyList<(string Name, double Rmse)> Baselines, double Model, DieboldMariano? Test)
{
    /// <summary>Exponential smoothing is fitted on no more values than these, the last of the training part: its time grows with them.</summary>
    const int MostFitted = 10_000;

    /// <summary>The names of all baselines, as the metrics begin: naiveRmse.</summary>
    public static IReadOnlyList<string> Names { get; } = ["naive", "drift", "ses", "holt", "damped"];

    /// <summary>The metric of a baseline: naive becomes naiveRmse.</summary>
    public static string RmseOf(string name) => name + "Rmse";

    /// <summary>The metric of <see cref="P"/>.</summary>
    public const string Probability = "dieboldMarianoP";

    /// <summary>The baseline that errs least.</summary>
    public (string Name, double Rmse) Best => Baselines.MinBy(baseline => baseline.Rmse);

    /// <summary>The probability of such a difference to the best baseline by chance; NaN where it is not tested.</summary>
    public double P => Test?.P ?? double.NaN;

    /// <summary>The forecasts of every baseline for which the values before the test are enough.</summary>
    /// <param name="training">The values before the test, on which the smoothing is fitted, at least one.</param>
    /// <param name="test">The values that came.</param>
    public static IReadOnlyList<BaselineForecast> Forecast(ReadOnlySpan<double> training, double[] test)
    {
        ArgumentNullException.ThrowIfNull(test);
        double[] learned = [.. training[Math.Max(0, training.Length - MostFitted)..]], previous = [training[^1], .. test[..^1]];
        double first = training[0];
        int before = training.Length;
        List<BaselineForecast> baselines = [new(Names[0], previous)];
        if (before > 1)
            baselines.Add(new(Names[1], [.. previous.Select((last, index) => last + ((last - first) / (before + index - 1)))]));
        foreach ((SmoothingTrend trend, string name) in Enum.GetValues<SmoothingTrend>().Zip(Names.Skip(2)))
            if (new ExponentialSmoothing(trend) is var smoothing && learned.Length >= smoothing.MinimumLength)
                baselines.Add(new(name, smoothing.Fit(learned).Follow(test)));
        return baselines;
    }

    /// <summary>Compares the forecasts of a model with those of baselines.</summary>
    /// <param name="baselines">The baselines, at least one.</param>
    /// <param name="test">The values that came.</param>
    /// <param name="predicted">The forecasts of the model.</param>
    public static BaselineComparison From(IReadOnlyList<BaselineForecast> baselines, double[] test, double[] predicted)
    {
        ArgumentNullException.ThrowIfNull(baselines);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(predicted);
        double[] best = baselines.MinBy(baseline => PointMeasures.Rmse(test, baseline.Values))!.Values;
        return new BaselineComparison(
            [.. baselines.Select(baseline => (baseline.Name, PointMeasures.Rmse(test, baseline.Values)))],
            PointMeasures.Rmse(test, predicted),
            test.Length < Trials.LeastForInterval ? null : DieboldMariano.Test(Squares(test, predicted), Squares(test, best)));
    }

    /// <summary>Says in one line how the model stands beside them.</summary>
    /// <param name="name">What is forecast.</param>
    public string Describe(string name)
    {
        string beside = string.Join(", ", Baselines.Select(baseline => string.Create(CultureInfo.InvariantCulture, $"{baseline.Name} {baseline.Rmse:G4}")));
        string verdict = Test switch
        {
            null or { P: double.NaN } => "the difference cannot be tested",
            { IsSignificant: false } => $"not to be told from the best of them, {Best.Name}",
            { Difference: < 0 } => $"better than the best of them, {Best.Name}",
            _ => $"worse than the best of them, {Best.Name}",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{name}: RMSE {Model:G4} beside {beside}; {verdict}")
            + (double.IsNaN(P) ? "" : string.Create(CultureInfo.InvariantCulture, $" (Diebold–Mariano, p = {P:G2})"));
    }

    static double[] Squares(double[] actual, double[] forecast) => [.. actual.Zip(forecast, (value, one) => (value - one) * (value - one))];
}

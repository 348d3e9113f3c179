using Unroll.Forecasting;
using Unroll.Studies.Data.TimeSeries;
using Unroll.Studies.Tests.Support;

namespace Unroll.Studies.Tests.Forecasts;

/// <summary>
/// The benchmarks of the M4 competition on all of its hourly and weekly series. Published are (its "Evaluation and Ranks"): Naive2's sMAPE and MASE, 18.383 and
/// 2.395, 9.161 and 2.777; OWA of the seasonal naive forecast, 0.627, and of the weekly naive one, 1.000. The other figures are our own.
/// </summary>
public sealed class M4BenchmarksTests
{
    const double LastDigit = 0.0006;

    static readonly Lazy<Dictionary<string, (double Smape, double Mase)>> s_hourly = new(() => Errors("hourly", 414, 24, 48)),
        s_weekly = new(() => Errors("weekly", 359, 1, 13));

    [DataTheory("m4-hourly", "m4-weekly")]
    [InlineData("Naive2", 18.383, 2.395)]
    [InlineData("seasonal naive", 13.912, 1.193)]
    [InlineData("naive", 43.003, 11.608)]
    [InlineData("SES", 18.094, 2.385)]
    [InlineData("Theta", 18.138, 2.455)]
    public void Hourly_HasItsErrors(string name, double smape, double mase) => Agrees(s_hourly.Value[name], smape, mase, LastDigit);

    [DataTheory("m4-hourly", "m4-weekly")]
    [InlineData("Naive2", 9.161, 2.777)]
    [InlineData("seasonal naive", 9.161, 2.777)]
    [InlineData("naive", 9.161, 2.777)]
    [InlineData("SES", 9.012, 2.685)]
    [InlineData("Theta", 9.093, 2.637)]
    public void Weekly_HasItsErrors(string name, double smape, double mase) => Agrees(s_weekly.Value[name], smape, mase, LastDigit);

    /// <summary>
    /// With a trend the error has several minima, of which R's search and ours need not find the same; the hourly forecasts of 48 steps tell them apart. These
    /// are our own figures.
    /// </summary>
    [DataTheory("m4-hourly", "m4-weekly")]
    [InlineData("hourly", "Holt", 27.51, 8.30)]
    [InlineData("hourly", "damped", 19.24, 2.96)]
    [InlineData("hourly", "Comb", 21.59, 4.27)]
    [InlineData("weekly", "Holt", 9.65, 2.41)]
    [InlineData("weekly", "damped", 8.91, 2.40)]
    [InlineData("weekly", "Comb", 8.96, 2.43)]
    public void SmoothingWithTrend_HasItsErrors(string frequency, string name, double smape, double mase) =>
        Agrees((frequency == "hourly" ? s_hourly : s_weekly).Value[name], smape, mase, 0.02);

    [DataTheory("m4-hourly", "m4-weekly")]
    [InlineData("seasonal naive", 0.627)]
    [InlineData("Naive2", 1)]
    public void HourlyOwa_IsThePublishedOne(string name, double owa)
    {
        ((double smape, double mase), (double naiveSmape, double naiveMase)) = (s_hourly.Value[name], s_hourly.Value["Naive2"]);
        Assert.Equal(owa, PointMeasures.Owa(smape, mase, naiveSmape, naiveMase), LastDigit);
    }

    static void Agrees((double Smape, double Mase) errors, double smape, double mase, double tolerance)
    {
        Assert.Equal(smape, errors.Smape, tolerance);
        Assert.Equal(mase, errors.Mase, tolerance);
    }

    /// <summary>The mean errors of every benchmark over all series. Comb is the mean of three of them: they are not fitted once more for it.</summary>
    static Dictionary<string, (double Smape, double Mase)> Errors(string frequency, int count, int season, int horizon)
    {
        SeriesSet set = SeriesSet.Load($"m4-{frequency}");
        double[][] series = [.. set.Series.Select(one => one["value"].ToArray())], after = [.. set.Test!.Select(one => one["value"].ToArray())];
        Assert.Equal(count, series.Length);
        Baseline[] baselines = [.. Baselines.M4(season).Where(baseline => baseline.Name != "Comb")];
        var errors = new Dictionary<string, (double Smape, double Mase)>[count];
        Parallel.For(0, count, index =>
        {
            (double[] training, double[] test) = (series[index], after[index]);
            Dictionary<string, double[]> forecasts = baselines.ToDictionary(baseline => baseline.Name, baseline => baseline.Forecast(training, horizon));
            forecasts["Comb"] = [.. Enumerable.Range(0, horizon).Select(step => (forecasts["SES"][step] + forecasts["Holt"][step] + forecasts["damped"][step]) / 3)];
            errors[index] = forecasts.ToDictionary(
                forecast => forecast.Key,
                forecast => (PointMeasures.Smape(test, forecast.Value), PointMeasures.Mase(test, forecast.Value, training, season)));
        });
        return errors[0].Keys.ToDictionary(name => name, name => (errors.Average(error => error[name].Smape), errors.Average(error => error[name].Mase)));
    }
}

using Unroll.Forecasting;

namespace Unroll.Tests.Forecasting;

public sealed class ExponentialSmoothingTests
{
    static readonly ExponentialSmoothing s_simple = new(SmoothingTrend.None), s_holt = new(SmoothingTrend.Additive), s_damped = new(SmoothingTrend.Damped);

    /// <summary>Oil production of Saudi Arabia, 1996 to 2007, in millions of tonnes (R's package fpp, Hyndman and Athanasopoulos).</summary>
    static readonly double[] s_oil =
    [
        446.6565229, 454.4733065, 455.662974, 423.6322388, 456.2713279, 440.5880501, 425.3325201, 485.1494479, 506.0481621, 526.7919833,
        514.268889, 494.2110193,
    ];

    /// <summary>Air passengers of Australia, 1990 to 2004, in millions (R's package fpp).</summary>
    static readonly double[] s_air =
    [
        17.5534, 21.8601, 23.8866, 26.9293, 26.8885, 28.8314, 30.0751, 30.9535, 30.1857, 31.5797, 32.577569, 33.477398, 39.021581, 41.386432, 41.596552,
    ];

    public static TheoryData<ExponentialSmoothing> All => [s_simple, s_holt, s_damped];

    /// <summary>statsmodels 0.14, <c>SimpleExpSmoothing(oil, initialization_method="estimated").fit()</c>, whose tests hold it to R's fpp.</summary>
    [Fact]
    public void Simple_FindsTheFitOfStatsmodels()
    {
        SmoothingFit fit = s_simple.Fit(s_oil);
        Assert.Equal(0.891998, fit.Alpha, 1e-4);
        Assert.Equal(0, fit.Beta);
        double[] forecast = s_simple.Forecast(s_oil, 3);
        Assert.All(forecast, value => Assert.Equal(496.493543, value, 1e-3));
    }

    /// <summary>All parameters of a grid, each with the first states around the best: none errs less.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Fit_HasTheLeastError(ExponentialSmoothing smoothing)
    {
        ArgumentNullException.ThrowIfNull(smoothing);
        SmoothingFit fit = smoothing.Fit(s_air);
        double least = double.PositiveInfinity;
        for (double alpha = 0.05; alpha < 1; alpha += 0.05)
            for (double part = 0.01; part < 1; part += smoothing == s_simple ? 1 : 0.07)
                for (double phi = smoothing == s_damped ? 0.8 : 1; phi <= (smoothing == s_damped ? 0.98 : 1); phi += 0.03)
                    for (double level = 12; level < 22; level += 0.5)
                        for (double slope = 0; slope < (smoothing == s_simple ? 0.1 : 8); slope += 0.5)
                            least = Math.Min(least, MeanSquaredError(s_air, alpha, smoothing == s_simple ? 0 : part * alpha, phi, level, slope));
        Assert.InRange(fit.MeanSquaredError, 0.9 * least, least);
    }

    [Fact]
    public void Holt_GoesOnAlongAStraightLine_WhichDampedFollowsForAWhile()
    {
        double[] line = [.. Enumerable.Range(0, 30).Select(time => 100 - (2.5 * time))];
        double[] holt = s_holt.Forecast(line, 40), damped = s_damped.Forecast(line, 40);
        for (int step = 0; step < 40; step++)
            Assert.Equal(100 - (2.5 * (30 + step)), holt[step], 1e-6);
        Assert.InRange(damped[0], line[^1] - 2.5, line[^1] - 2);
        double phi = s_damped.Fit(line).Phi;
        for (int step = 2; step < 40; step++)
            Assert.Equal(phi * (damped[step - 1] - damped[step - 2]), damped[step] - damped[step - 1], 1e-9);
    }

    [Fact]
    public void Simple_TakesTheLastValueOfARandomWalk_AndTheMeanOfNoise()
    {
        double[] walk = [.. Enumerable.Range(0, 60).Select(time => Math.Floor(time / 15.0) * 10)];
        Assert.Equal(30, s_simple.Forecast(walk, 1)[0], 1e-2);
        double[] noise = [.. Enumerable.Range(0, 60).Select(time => time % 2 == 0 ? 4.0 : 6.0)];
        Assert.Equal(5, s_simple.Forecast(noise, 1)[0], 0.05);
    }

    [Fact]
    public void Fit_StaysWithinItsBounds()
    {
        foreach (ExponentialSmoothing smoothing in new[] { s_holt, s_damped })
            foreach (double[] series in new[] { s_air, s_oil, [1, 1, 1, 9, 1, 1, 1, 9], [1, 2, 4, 8, 16, 32, 64] })
            {
                SmoothingFit fit = smoothing.Fit(series);
                Assert.InRange(fit.Alpha, 1e-4, 0.9999);
                Assert.InRange(fit.Beta, 1e-4, fit.Alpha);
                Assert.InRange(fit.Phi, smoothing == s_damped ? 0.8 : 1, smoothing == s_damped ? 0.98 : 1);
            }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Follow_ForecastsEachValueFromThoseBefore(ExponentialSmoothing smoothing)
    {
        ArgumentNullException.ThrowIfNull(smoothing);
        SmoothingFit fit = smoothing.Fit(s_air);
        double[] forecasts = fit.Follow([50, 40, 60]);
        Assert.Equal(smoothing.Forecast(s_air, 1)[0], forecasts[0], 1e-12);
        Assert.Equal(forecasts[..2], fit.Follow([50, 40, 70])[..2]);
        double drift = fit.Phi * fit.Slope, error = 50 - forecasts[0];
        Assert.Equal(fit.Level + drift + (fit.Alpha * error) + (fit.Phi * (drift + (fit.Beta * error))), forecasts[1], 1e-12);
    }

    [Fact]
    public void Fit_FollowsTheUnitOfTheValues()
    {
        SmoothingFit fit = s_damped.Fit(s_air), thousands = s_damped.Fit([.. s_air.Select(value => 1024 * value)]);
        Assert.Equal(fit.Alpha, thousands.Alpha, 1e-9);
        Assert.Equal(1024 * fit.Level, thousands.Level, 1e-6);
    }

    [Fact]
    public void Fit_Refuses_TooFewValues_AndATrendThatThereIsNot()
    {
        Assert.Contains("Holt needs at least 5", Assert.Throws<ArgumentException>(() => s_holt.Fit([1, 2, 3, 4])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => s_simple.Fit([1, 2, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialSmoothing((SmoothingTrend)7));
    }

    static double MeanSquaredError(double[] series, double alpha, double beta, double phi, double level, double slope)
    {
        double sum = 0;
        foreach (double value in series)
        {
            double forecast = level + (phi * slope), error = value - forecast;
            (level, slope, sum) = (forecast + (alpha * error), (phi * slope) + (beta * error), sum + (error * error));
        }

        return sum / series.Length;
    }
}

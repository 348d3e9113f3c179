namespace Unroll.Forecasting;

/// <summary>Sets of baselines, and those that are made of others.</summary>
public static class Baselines
{
    /// <summary>
    /// The statistical benchmarks of the M4 competition (Makridakis, Spiliotis and Assimakopoulos, 2020): naive, seasonal naive, Naive2, SES, Holt, damped,
    /// Theta and Comb, the mean of SES, Holt and damped. All but the first two continue the series <see cref="Deseasonalized"/>.
    /// </summary>
    /// <param name="season">The values of a season: in the competition 1 (yearly, weekly, daily), 4, 12 and 24 (hourly).</param>
    /// <remarks>
    /// The competition fitted the smoothing with R's <c>forecast</c>, whose search may end before the least error; figures differ a little. It also set
    /// negative forecasts of Theta to 0, which suits its data and is not done here.
    /// </remarks>
    public static IReadOnlyList<Baseline> M4(int season)
    {
        Baseline simple = new ExponentialSmoothing(SmoothingTrend.None), holt = new ExponentialSmoothing(SmoothingTrend.Additive),
            damped = new ExponentialSmoothing(SmoothingTrend.Damped);
        return
        [
            new Naive(), new SeasonalNaive(season), Naive2(season), new Deseasonalized(simple, season), new Deseasonalized(holt, season),
            new Deseasonalized(damped, season), new Deseasonalized(new Theta(), season),
            new Deseasonalized(new Combination("Comb", simple, holt, damped), season),
        ];
    }

    /// <summary>The naive forecast of the deseasonalized series: the forecast against which <see cref="PointMeasures.Owa"/> measures.</summary>
    /// <param name="season">The values of a season; 1 for none.</param>
    public static Baseline Naive2(int season) => new Deseasonalized(new Naive(), season, "Naive2");
}

namespace Unroll.Studies.Statistics;

/// <summary>
/// The test of F. X. Diebold and R. S. Mariano (1995) of whether two forecasts of the same values are equally good, with the correction for few values of D.
/// Harvey, S. Leybourne and P. Newbold (1997).
/// </summary>
/// <param name="Difference">The mean difference of the losses: below 0 where the first forecast is better.</param>
/// <param name="Statistic">The corrected statistic; NaN where the losses differ by the same everywhere, so that nothing can be tested.</param>
/// <param name="P">
/// The two-sided probability of a difference at least as large where there is none, from Student's t with n − 1 degrees of freedom; NaN as above.
/// </param>
/// <param name="Horizon">How many steps ahead the values were forecast.</param>
public sealed record DieboldMariano(double Difference, double Statistic, double P, int Horizon)
{
    /// <summary>Below this probability a difference counts as real.</summary>
    public const double Level = 0.05;

    /// <summary>Whether one of the forecasts is better by more than chance.</summary>
    public bool IsSignificant => P < Level;

    /// <summary>
    /// Tests the losses of two forecasts. Errors of forecasts of h steps depend on each other over h − 1 steps; the variance of the mean difference d̄ of n
    /// losses is estimated by (γ₀ + 2γ₁ + … + 2γₕ₋₁) / n with the autocovariances γ, and d̄ / √variance is multiplied by √((n + 1 − 2h + h(h − 1)/n) / n).
    /// Where this estimate is not above 0, as happens for long horizons, lag k is weighted by 1 − k/h (Newey and West, 1987).
    /// </summary>
    /// <param name="losses">The loss of the first forecast at each time, in the order of time: squared errors, absolute ones, or any other.</param>
    /// <param name="otherLosses">That of the second at the same times.</param>
    /// <param name="horizon">How many steps ahead the values were forecast, h, at least 1.</param>
    /// <exception cref="ArgumentException">The numbers of losses differ, there are no more than h, or one is not finite.</exception>
    public static DieboldMariano Test(ReadOnlySpan<double> losses, ReadOnlySpan<double> otherLosses, int horizon = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(otherLosses.Length, losses.Length);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(losses.Length, horizon);
        ArgumentOutOfRangeException.ThrowIfLessThan(losses.Length, Trials.LeastForInterval);
        double[] differences = new double[losses.Length];
        double scale = 0;
        for (int i = 0; i < differences.Length; i++)
        {
            if (!double.IsFinite(losses[i]) || !double.IsFinite(otherLosses[i]))
                throw new ArgumentException($"The losses at {i} are {losses[i]} and {otherLosses[i]}; finite numbers are expected.", nameof(losses));
            (differences[i], scale) = (losses[i] - otherLosses[i], Math.Max(scale, Math.Max(Math.Abs(losses[i]), Math.Abs(otherLosses[i]))));
        }

        (double mean, double squares) = Trials.Moments(differences, scale);
        if (squares == 0)
            return new DieboldMariano(mean, double.NaN, double.NaN, horizon);
        double variance = Variance(differences, mean, horizon, isWeighted: false);
        if (variance <= 0)
            variance = Variance(differences, mean, horizon, isWeighted: true);
        if (!(variance > 0))
            return new DieboldMariano(mean, double.NaN, double.NaN, horizon);
        double n = differences.Length, h = horizon;
        double statistic = mean / Math.Sqrt(variance) * Math.Sqrt((n + 1 - (2 * h) + (h * (h - 1) / n)) / n);
        return new DieboldMariano(mean, statistic, StudentT.TwoSided(statistic, n - 1), horizon);
    }

    /// <summary>The variance of the mean; weighted, lag k counts 1 − k/h.</summary>
    static double Variance(double[] differences, double mean, int horizon, bool isWeighted)
    {
        double sum = 0;
        for (int lag = 0; lag < horizon; lag++)
        {
            double products = 0;
            for (int i = lag; i < differences.Length; i++)
                products += (differences[i] - mean) * (differences[i - lag] - mean);
            sum += (lag == 0 ? 1 : 2) * (isWeighted ? 1 - ((double)lag / horizon) : 1) * products;
        }

        return sum / differences.Length / differences.Length;
    }
}

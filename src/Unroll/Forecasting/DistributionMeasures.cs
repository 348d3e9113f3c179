using Unroll.Arguments;

namespace Unroll.Forecasting;

/// <summary>
/// How good forecast distributions, given by quantiles or samples, are for the values y that came; in the unit of the values, smaller is better. Every measure
/// refuses empty inputs, unequal lengths and values that are not finite with an <see cref="ArgumentException"/>.
/// </summary>
public static class DistributionMeasures
{
    /// <summary>
    /// The pinball loss of forecasts q of one quantile (Koenker and Bassett, 1978): the mean of τ(y − q) where y ≥ q, and (1 − τ)(q − y) where not. Of the
    /// median it is half of <see cref="PointMeasures.Mae"/>.
    /// </summary>
    /// <param name="actual">The values that came.</param>
    /// <param name="quantile">The forecast of the quantile for each.</param>
    /// <param name="level">τ, the level of the quantile, above 0 and below 1.</param>
    public static double PinballLoss(ReadOnlySpan<double> actual, ReadOnlySpan<double> quantile, double level)
    {
        SeriesCheck.Pair(actual, quantile, nameof(quantile));
        Argument.AboveZero(Argument.FractionBelowOne(level), nameof(level));
        double sum = 0;
        for (int i = 0; i < actual.Length; i++)
            sum += Pinball(actual[i], quantile[i], level);
        return sum / actual.Length;
    }

    /// <summary>
    /// The continuous ranked probability score, 2∫₀¹ pinball(τ) dτ, from forecasts of some quantiles: each stands for the levels up to halfway to its
    /// neighbours, the outermost to 0 and 1. With the median alone it is <see cref="PointMeasures.Mae"/>; the more levels, the closer to the integral.
    /// </summary>
    /// <param name="actual">The values that came.</param>
    /// <param name="quantiles">All quantiles of the first value, then all of the next: [values, levels].</param>
    /// <param name="levels">The levels of the quantiles, ascending, above 0 and below 1.</param>
    public static double CrpsFromQuantiles(ReadOnlySpan<double> actual, ReadOnlySpan<double> quantiles, ReadOnlySpan<double> levels)
    {
        SeriesCheck.Finite(levels, nameof(levels));
        CheckRows(actual, quantiles, levels.Length, nameof(quantiles));
        double sum = 0;
        for (int level = 0; level < levels.Length; level++)
        {
            double at = levels[level], before = level == 0 ? 0 : levels[level - 1], after = level == levels.Length - 1 ? 1 : levels[level + 1];
            if (!(at > before && at < after))
                throw new ArgumentException($"levels[{level}] is {at}; ascending levels above 0 and below 1 are expected.", nameof(levels));
            double low = level == 0 ? 0 : (before + at) / 2, high = level == levels.Length - 1 ? 1 : (at + after) / 2, loss = 0;
            for (int i = 0; i < actual.Length; i++)
                loss += Pinball(actual[i], quantiles[(i * levels.Length) + level], at);
            sum += (high - low) * loss;
        }

        return 2 * sum / actual.Length;
    }

    /// <summary>
    /// The continuous ranked probability score of samples x, taken as the whole distribution (Gneiting and Raftery, 2007): E|x − y| − ½E|x − x′|, the mean over
    /// the values. With one sample each it is <see cref="PointMeasures.Mae"/>.
    /// </summary>
    /// <param name="actual">The values that came.</param>
    /// <param name="samples">All samples of the first value's distribution, then as many of the next one's: [values, samples].</param>
    public static double CrpsFromSamples(ReadOnlySpan<double> actual, ReadOnlySpan<double> samples)
    {
        SeriesCheck.Finite(actual, nameof(actual));
        int count = Math.Max(1, samples.Length / actual.Length);
        CheckRows(actual, samples, count, nameof(samples));
        double[] sorted = new double[count];
        double sum = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            samples.Slice(i * count, count).CopyTo(sorted);
            Array.Sort(sorted);
            double distance = 0, spread = 0;
            for (int place = 0; place < count; place++)
            {
                distance += Math.Abs(sorted[place] - actual[i]);
                // Of all pairs, the sample at this place is the larger one `place` times and the smaller one `count − 1 − place` times.
                spread += ((2.0 * place) - count + 1) * (sorted[place] - actual[i]);
            }

            sum += (distance / count) - (spread / count / count);
        }

        return sum / actual.Length;
    }

    static double Pinball(double actual, double quantile, double level) =>
        actual >= quantile ? level * (actual - quantile) : (1 - level) * (quantile - actual);

    static void CheckRows(ReadOnlySpan<double> actual, ReadOnlySpan<double> values, int columns, string name)
    {
        SeriesCheck.Finite(actual, nameof(actual));
        if (values.Length != (long)actual.Length * columns)
            throw new ArgumentException($"{name} has {values.Length} values; {columns} for each of {actual.Length} actual ones are expected.", name);
        SeriesCheck.Finite(values, name);
    }
}

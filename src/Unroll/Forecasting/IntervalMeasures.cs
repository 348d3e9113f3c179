using Unroll.Arguments;

namespace Unroll.Forecasting;

/// <summary>
/// How good forecast intervals from L to U are for the values y that came. Every measure refuses empty inputs, unequal lengths, values that are not finite and
/// a lower end above its upper one with an <see cref="ArgumentException"/>.
/// </summary>
public static class IntervalMeasures
{
    /// <summary>The share of the values that lie in their interval, ends included, from 0 to 1; that of a good interval of 95 % is near 0.95.</summary>
    /// <param name="actual">The values that came.</param>
    /// <param name="lower">The lower end of each one's interval.</param>
    /// <param name="upper">The upper end of each one's interval.</param>
    public static double Coverage(ReadOnlySpan<double> actual, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        Check(actual, lower, upper);
        int inside = 0;
        for (int i = 0; i < actual.Length; i++)
            inside += actual[i] >= lower[i] && actual[i] <= upper[i] ? 1 : 0;
        return (double)inside / actual.Length;
    }

    /// <summary>The mean width of the intervals, (1/n) Σ(U − L), in the unit of the values.</summary>
    /// <param name="lower">The lower ends.</param>
    /// <param name="upper">The upper ends.</param>
    public static double MeanWidth(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        Check(lower, lower, upper);
        double sum = 0;
        for (int i = 0; i < lower.Length; i++)
            sum += upper[i] - lower[i];
        return sum / lower.Length;
    }

    /// <summary>
    /// The mean scaled interval score (Gneiting and Raftery, 2007, scaled as in the M4 competition): the mean of
    /// (U − L) + (2/α)(L − y)·[y &lt; L] + (2/α)(y − U)·[y &gt; U], divided by <see cref="PointMeasures.SeasonalScale"/>. Smaller is better: it rewards narrow
    /// intervals and charges a miss by how far it is.
    /// </summary>
    /// <param name="actual">The values that came.</param>
    /// <param name="lower">The lower end of each one's interval.</param>
    /// <param name="upper">The upper end of each one's interval.</param>
    /// <param name="training">The values before them.</param>
    /// <param name="season">The values of a season; 1 for none.</param>
    /// <param name="alpha">α, the share that may lie outside, above 0 and below 1: 0.05 for intervals of 95 %.</param>
    /// <exception cref="ArgumentException">The training part has no more than a season, or repeats itself exactly, so that the scale is 0.</exception>
    public static double Msis(ReadOnlySpan<double> actual, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, ReadOnlySpan<double> training, int season,
        double alpha = 0.05)
    {
        Check(actual, lower, upper);
        double charge = 2 / Argument.AboveZero(Argument.FractionBelowOne(alpha), nameof(alpha)), sum = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double miss = Math.Max(lower[i] - actual[i], Math.Max(actual[i] - upper[i], 0));
            sum += upper[i] - lower[i] + (charge * miss);
        }

        return sum / actual.Length / PointMeasures.ScaleAboveZero(training, season);
    }

    static void Check(ReadOnlySpan<double> actual, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        SeriesCheck.Pair(actual, lower, nameof(lower));
        SeriesCheck.Pair(actual, upper, nameof(upper));
        for (int i = 0; i < lower.Length; i++)
            if (lower[i] > upper[i])
                throw new ArgumentException($"lower[{i}] is {lower[i]}, above upper[{i}], {upper[i]}.", nameof(lower));
    }
}

namespace Unroll.Studies.Statistics;

/// <summary>How far a share may be from the true one: intervals of 95 % between 0 and 1.</summary>
public static class ShareInterval
{
    /// <summary>The normal quantile of a two-sided 95 %.</summary>
    const double Normal = 1.959963984540054;

    /// <summary>The interval of E. B. Wilson (1927) of a share that was counted; it also holds near 0 and 1.</summary>
    /// <param name="hits">How many of them.</param>
    /// <param name="count">Of how many, at least 1.</param>
    public static (double Low, double High) Wilson(long hits, long count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, count);
        return Wilson((double)hits / count, count, Normal);
    }

    /// <summary>
    /// The interval of the mean of shares, one of each training: Wilson's, with the number of counts that would spread as the trainings do (the effective
    /// sample size of survey statistics) and with Student's t.
    /// </summary>
    /// <param name="mean">The mean of the shares.</param>
    /// <param name="deviation">Their standard deviation, above 0.</param>
    /// <param name="trainings">How many trainings.</param>
    internal static (double Low, double High) OfMean(double mean, double deviation, int trainings)
    {
        double share = Math.Clamp(mean, 0, 1), effective = share * (1 - share) * trainings / (deviation * deviation);
        return Wilson(share, effective, StudentT.Quantile(trainings - 1));
    }

    /// <summary>All shares p that are at most <paramref name="quantile"/> · √(p (1 − p) / count) from the one that was seen.</summary>
    static (double Low, double High) Wilson(double share, double count, double quantile)
    {
        double square = quantile * quantile, centre = (share + (square / (2 * count))) / (1 + (square / count));
        double half = quantile / (1 + (square / count)) * Math.Sqrt((share * (1 - share) / count) + (square / (4.0 * count * count)));
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}

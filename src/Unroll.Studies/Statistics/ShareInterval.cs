namespace Unroll.Studies.Statistics;

/// <summary>How far a share that was counted may be from the true one.</summary>
public static class ShareInterval
{
    /// <summary>The normal quantile of a two-sided 95 %.</summary>
    const double Quantile = 1.959963984540054;

    /// <summary>The 95 % interval of E. B. Wilson (1927), which also holds near 0 and 1.</summary>
    /// <param name="hits">How many of them.</param>
    /// <param name="count">Of how many, at least 1.</param>
    public static (double Low, double High) Wilson(long hits, long count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, count);
        double share = (double)hits / count, square = Quantile * Quantile;
        double centre = (share + (square / (2 * count))) / (1 + (square / count));
        double half = Quantile / (1 + (square / count)) * Math.Sqrt((share * (1 - share) / count) + (square / (4.0 * count * count)));
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}

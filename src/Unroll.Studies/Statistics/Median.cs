namespace Unroll.Studies.Statistics;

/// <summary>The median: the middle value, or the mean of the two in the middle.</summary>
static class Median
{
    /// <summary>The median of some values, at least one.</summary>
    public static double From(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

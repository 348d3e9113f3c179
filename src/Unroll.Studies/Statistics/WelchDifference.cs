namespace Unroll.Studies.Statistics;

/// <summary>The difference of two means of trainings, with its 95 % interval.</summary>
/// <param name="Value">The first mean minus the second.</param>
/// <param name="Low">Lower end of its 95 % interval; NaN where one of the two has a single training.</param>
/// <param name="High">Upper end of it.</param>
public sealed record WelchDifference(double Value, double Low, double High)
{
    /// <summary>Whether the difference is significant: its 95 % interval excludes 0. Null where a single training gives no interval.</summary>
    public bool? IsSignificant => double.IsNaN(Low) ? null : Low > 0 || High < 0;

    /// <summary>The interval of B. L. Welch (1947): spreads and numbers of trainings may differ.</summary>
    public static WelchDifference Of(Trials first, Trials second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        double value = first.Mean - second.Mean;
        if (first.Count == 1 || second.Count == 1)
            return new WelchDifference(value, double.NaN, double.NaN);
        double a = first.Deviation * first.Deviation / first.Count, b = second.Deviation * second.Deviation / second.Count;
        if (a + b == 0)
            return new WelchDifference(value, value, value);

        // Whole degrees of freedom, rounded down: the interval becomes a little wider, never narrower.
        double freedom = (a + b) * (a + b) / ((a * a / (first.Count - 1)) + (b * b / (second.Count - 1)));
        double half = Trials.Quantile(Math.Max(1, (int)freedom)) * Math.Sqrt(a + b);
        return new WelchDifference(value, value - half, value + half);
    }
}

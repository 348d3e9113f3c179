namespace Unroll.Studies.Statistics;

/// <summary>One metric over several separate trainings.</summary>
/// <param name="Count">How many trainings.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The standard deviation, divided by n − 1; NaN of a single one.</param>
/// <param name="PopulationDeviation">The standard deviation, divided by n.</param>
/// <param name="Low">Lower end of the 95 % interval of the mean; NaN where <paramref name="Interval"/> is none.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="Interval">How the interval is made.</param>
public sealed record Trials(int Count, double Mean, double Deviation, double PopulationDeviation, double Low, double High, IntervalKind Interval)
{
    /// <summary>Fewer trainings give no interval: two have a t of 12.7, and it says nothing.</summary>
    public const int LeastForInterval = 3;

    /// <summary>The part of a number that may be the rounding of the arithmetic that led to it.</summary>
    const double Rounding = 1e-13;

    /// <summary>Sums up trainings.</summary>
    /// <param name="values">One metric of each, at least one.</param>
    /// <param name="isShare">Whether the metric is a share, between 0 and 1.</param>
    public static Trials Of(ReadOnlySpan<double> values, bool isShare = false)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Length, nameof(values));
        (double mean, double squares) = Moments(values);
        double deviation = values.Length == 1 ? double.NaN : Math.Sqrt(squares / (values.Length - 1));
        IntervalKind kind = values.Length < LeastForInterval || squares == 0 ? IntervalKind.None : isShare ? IntervalKind.Wilson : IntervalKind.StudentT;
        (double low, double high) = kind switch
        {
            IntervalKind.StudentT => Student(mean, deviation, values.Length),
            IntervalKind.Wilson => ShareInterval.OfMean(mean, deviation, values.Length),
            _ => (double.NaN, double.NaN),
        };
        return new Trials(values.Length, mean, deviation, Math.Sqrt(squares / values.Length), low, high, kind);
    }

    /// <summary>The mean, and the sum of the squared distances from it; 0 where these are no more than the rounding of the numbers.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="scale">The largest size of the numbers that they were computed from; 0 for their own.</param>
    internal static (double Mean, double Squares) Moments(ReadOnlySpan<double> values, double scale = 0)
    {
        double sum = 0, squares = 0;
        foreach (double value in values)
            (sum, scale) = (sum + value, Math.Max(scale, Math.Abs(value)));
        double mean = sum / values.Length;
        foreach (double value in values)
            squares += (value - mean) * (value - mean);
        double rounding = Rounding * scale;
        return squares > values.Length * rounding * rounding ? (mean, squares) : (mean, 0);
    }

    static (double Low, double High) Student(double mean, double deviation, int count)
    {
        double half = StudentT.Quantile(count - 1) * deviation / Math.Sqrt(count);
        return (mean - half, mean + half);
    }
}

namespace Unroll.Studies.Statistics;

/// <summary>The difference of two means of trainings, with its 95 % interval and its test.</summary>
/// <param name="Value">The first mean minus the second.</param>
/// <param name="Low">Lower end of its 95 % interval; NaN where it is not tested.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="P">The probability of a difference at least as large where there is none; NaN where it is not tested.</param>
/// <param name="Test">How it is tested.</param>
public sealed record MeanDifference(double Value, double Low, double High, double P, DifferenceTest Test)
{
    /// <summary>The difference of trainings in pairs that share a seed: what a seed does to both cancels out.</summary>
    /// <param name="first">One metric of the first trainings.</param>
    /// <param name="second">That of the second ones, in the same order of seeds.</param>
    public static MeanDifference Paired(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        ArgumentOutOfRangeException.ThrowIfZero(first.Length, nameof(first));
        ArgumentOutOfRangeException.ThrowIfNotEqual(second.Length, first.Length, nameof(second));
        double[] differences = new double[first.Length];
        double scale = 0;
        for (int i = 0; i < differences.Length; i++)
            (differences[i], scale) = (first[i] - second[i], Math.Max(scale, Math.Max(Math.Abs(first[i]), Math.Abs(second[i]))));
        (double mean, double squares) = Trials.Moments(differences, scale);
        int count = differences.Length;
        return count < Trials.LeastForInterval || squares == 0
            ? Untested(mean)
            : Tested(mean, Math.Sqrt(squares / (count - 1) / count), count - 1, DifferenceTest.Paired);
    }

    /// <summary>The test of B. L. Welch (1947) of separate trainings: spreads and numbers of trainings may differ.</summary>
    /// <param name="first">One metric of the first trainings.</param>
    /// <param name="second">That of the second ones.</param>
    public static MeanDifference Welch(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        ArgumentOutOfRangeException.ThrowIfZero(first.Length, nameof(first));
        ArgumentOutOfRangeException.ThrowIfZero(second.Length, nameof(second));
        (double mean, double squares) = Trials.Moments(first);
        (double otherMean, double otherSquares) = Trials.Moments(second);
        if (Math.Min(first.Length, second.Length) < Trials.LeastForInterval || squares + otherSquares == 0)
            return Untested(mean - otherMean);
        double a = squares / (first.Length - 1) / first.Length, b = otherSquares / (second.Length - 1) / second.Length;
        double freedom = (a + b) * (a + b) / ((a * a / (first.Length - 1)) + (b * b / (second.Length - 1)));
        return Tested(mean - otherMean, Math.Sqrt(a + b), freedom, DifferenceTest.Welch);
    }

    /// <summary>A difference that nothing is known of but its value.</summary>
    internal static MeanDifference Untested(double value) => new(value, double.NaN, double.NaN, double.NaN, DifferenceTest.None);

    static MeanDifference Tested(double value, double error, double freedom, DifferenceTest test)
    {
        double half = StudentT.Quantile(freedom) * error;
        return new MeanDifference(value, value - half, value + half, StudentT.TwoSided(value / error, freedom), test);
    }
}

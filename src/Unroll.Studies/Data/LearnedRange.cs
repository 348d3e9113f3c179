using System.Globalization;

namespace Unroll.Studies.Data;

/// <summary>The values that a model has learned lie between two.</summary>
/// <param name="Least">The least.</param>
/// <param name="Most">The largest.</param>
readonly record struct LearnedRange(double Least, double Most)
{
    /// <summary>A remark on values outside of it, where a model can only guess; null where none is.</summary>
    /// <param name="name">Whose values they are.</param>
    /// <param name="values">The values; gaps do not count.</param>
    /// <param name="what">What they are called: "closes of the test".</param>
    public string? DescribeOutside(string name, IReadOnlyCollection<double> values, string what)
    {
        (double least, double most) = (Least, Most);
        double[] outside = [.. values.Where(value => value < least || value > most)];
        if (outside.Length == 0)
            return null;
        double farthest = outside.MaxBy(value => Math.Max(least - value, value - most));
        return string.Create(CultureInfo.InvariantCulture,
            $"{name}: {outside.Length} of {values.Count} {what} lie outside {least:G6} to {most:G6}, the range of the training, as far as {farthest:G6}; "
            + $"a model is less sure there");
    }
}

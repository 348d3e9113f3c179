using System.Globalization;

namespace Unroll.Forecasting;

/// <summary>The numbers by which a column is scaled: (x − offset) / scale.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Offset">What is taken off.</param>
/// <param name="Scale">What the rest is divided by; 1 for a column that never changes.</param>
/// <param name="HasGaps">Whether the training part has gaps in it, so that the network is told of them.</param>
public sealed record ColumnScale(string Column, double Offset, double Scale, bool HasGaps)
{
    /// <summary>The least value of the training part; null where that was not kept.</summary>
    public double? Least { get; init; }

    /// <summary>The largest one.</summary>
    public double? Most { get; init; }

    /// <summary>Finds the numbers; gaps do not count.</summary>
    /// <param name="scaling">Which.</param>
    /// <param name="column">The column's name.</param>
    /// <param name="values">The training parts of all series.</param>
    /// <exception cref="ArgumentException">There is no value, or their spread is no number.</exception>
    internal static ColumnScale Fit(SeriesScaling scaling, string column, IEnumerable<double> values)
    {
        double sum = 0, squares = 0, least = double.PositiveInfinity, most = double.NegativeInfinity;
        long count = 0;
        bool hasGaps = false;
        double[] all = [.. values];
        foreach (double value in all)
        {
            if (double.IsNaN(value))
            {
                hasGaps = true;
                continue;
            }

            (sum, count, least, most) = (sum + value, count + 1, Math.Min(least, value), Math.Max(most, value));
        }

        if (count == 0)
            throw new ArgumentException($"The column '{column}' has no value to learn from, only gaps; fill them, or leave the column out.", nameof(values));
        double mean = sum / count;
        foreach (double value in all)
            squares += double.IsNaN(value) ? 0 : (value - mean) * (value - mean);
        (double offset, double scale) = scaling switch
        {
            SeriesScaling.None => (0, 1),
            SeriesScaling.MinMax => (least, most - least),
            // The mean of n equal values can miss them by a rounding error, which is no spread.
            _ => most == least ? (least, 0) : (mean, Math.Sqrt(squares / count)),
        };
        if (!double.IsFinite(offset) || !double.IsFinite(scale))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"The values of the column '{column}' reach from {least:G3} to {most:G3}, too far to be scaled."), nameof(values));
        return new ColumnScale(column, offset, scale > 0 ? scale : 1, hasGaps) { Least = least, Most = most };
    }

    /// <summary>A value as the network sees it.</summary>
    public double Apply(double value) => (value - Offset) / Scale;

    /// <summary>A value of the network in the column's own unit.</summary>
    public double Restore(double scaled) => (scaled * Scale) + Offset;
}

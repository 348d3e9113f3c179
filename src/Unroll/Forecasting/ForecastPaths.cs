using Unroll.Arguments;

namespace Unroll.Forecasting;

/// <summary>
/// Courses that a series may take, drawn from the distributions of a forecaster: each value of a path is drawn given those before it. A path is one of many
/// futures, so that what is made of several values, such as the sum of a week, has a distribution too.
/// </summary>
public sealed class ForecastPaths
{
    readonly IReadOnlyList<string> _targets;
    readonly double[][][] _paths;

    /// <param name="series">Whose values they are.</param>
    /// <param name="origin">The first step.</param>
    /// <param name="targets">The columns.</param>
    /// <param name="paths">[path][target][step].</param>
    internal ForecastPaths(Series series, int origin, IReadOnlyList<string> targets, double[][][] paths)
    {
        (Series, Origin, Times) = (series.Name, origin, series.Times?.From(origin));
        (_targets, _paths) = (targets, paths);
    }

    /// <summary>The name of the series.</summary>
    public string Series { get; }

    /// <summary>The step of the series that is drawn first: its length, where the paths go on from its end.</summary>
    public int Origin { get; }

    /// <summary>The times of the drawn values; null where the series has none.</summary>
    public TimeIndex? Times { get; }

    /// <summary>How many paths.</summary>
    public int Count => _paths.Length;

    /// <summary>How many values of each target a path has.</summary>
    public int Horizon => _paths[0][0].Length;

    /// <summary>The values of one path.</summary>
    /// <param name="path">Which one, from 0.</param>
    /// <param name="target">The column; null for the first target.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such path.</exception>
    /// <exception cref="ArgumentException">The column is not forecast.</exception>
    public ReadOnlySpan<double> Path(int path, string? target = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(path);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(path, Count);
        return _paths[path][Place(target)];
    }

    /// <summary>The mean over the paths, step by step.</summary>
    /// <param name="target">The column; null for the first target.</param>
    /// <exception cref="ArgumentException">The column is not forecast.</exception>
    public double[] Mean(string? target = null)
    {
        int place = Place(target);
        return [.. Enumerable.Range(0, Horizon).Select(step => _paths.Average(path => path[place][step]))];
    }

    /// <summary>The number below which a share of the paths lies, step by step; between two paths on the line that joins them.</summary>
    /// <param name="probability">The share, from 0 to 1.</param>
    /// <param name="target">The column; null for the first target.</param>
    /// <exception cref="ArgumentException">The column is not forecast, or the probability is none.</exception>
    public double[] Quantile(double probability, string? target = null)
    {
        double place = Argument.Fraction(probability) * (Count - 1);
        int column = Place(target), below = (int)place, above = Math.Min(below + 1, Count - 1);
        double[] quantiles = new double[Horizon], values = new double[Count];
        for (int step = 0; step < quantiles.Length; step++)
        {
            for (int path = 0; path < values.Length; path++)
                values[path] = _paths[path][column][step];
            Array.Sort(values);
            quantiles[step] = values[below] + ((place - below) * (values[above] - values[below]));
        }

        return quantiles;
    }

    /// <summary>The ends of the interval that holds a share of the paths, step by step.</summary>
    /// <param name="coverage">The share: 0.9 for the quantiles 0.05 and 0.95.</param>
    /// <param name="target">The column; null for the first target.</param>
    /// <exception cref="ArgumentException">The column is not forecast, or the share is none.</exception>
    public (double[] Lower, double[] Upper) Interval(double coverage, string? target = null)
    {
        double outside = (1 - Argument.Fraction(coverage)) / 2;
        return (Quantile(outside, target), Quantile(1 - outside, target));
    }

    int Place(string? target) => target is null ? 0 : _targets.ToList().IndexOf(target) is >= 0 and var place
        ? place
        : throw new ArgumentException($"The column '{target}' is not forecast; forecast are {string.Join(", ", _targets)}.", nameof(target));
}

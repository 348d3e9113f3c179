using Unroll.Forecasting;

namespace Unroll.Studies.Tasks.Forecasts;

/// <summary>How intervals fare over many forecasts.</summary>
/// <param name="horizon">Values of a forecast.</param>
/// <param name="targets">How many targets.</param>
/// <param name="coverage">The share of values that the intervals are to hold.</param>
sealed class IntervalErrors(int horizon, int targets, double coverage)
{
    readonly long[][] _inside = [.. Enumerable.Range(0, targets).Select(_ => new long[horizon])];
    double _width, _msis;
    long _forecasts, _withMsis;

    /// <summary>The share of values that lie inside.</summary>
    public double Coverage => _inside.Sum(steps => steps.Sum()) / ((double)_forecasts * horizon);

    /// <summary>The same, of each step ahead of a target; all have as many forecasts.</summary>
    public double[] CoverageOfSteps(int target) => [.. _inside[target].Select(count => count * targets / (double)_forecasts)];

    /// <summary>The mean width, in units of the training part's deviation.</summary>
    public double Width => _width / _forecasts;

    /// <summary>The mean scaled interval score; not a number where no series has a scale.</summary>
    public double Msis => _msis / _withMsis;

    /// <summary>Adds a forecast.</summary>
    /// <param name="target">Of which target.</param>
    /// <param name="actual">What came.</param>
    /// <param name="lower">The lower ends.</param>
    /// <param name="upper">The upper ends.</param>
    /// <param name="scale">The unit of the width.</param>
    /// <param name="seasonalScale">The scale of MSIS; 0 for none.</param>
    public void Add(int target, ReadOnlySpan<double> actual, double[] lower, double[] upper, double scale, double seasonalScale)
    {
        double penalty = 0;
        for (int step = 0; step < actual.Length; step++)
        {
            if (actual[step] >= lower[step] && actual[step] <= upper[step])
                _inside[target][step]++;
            penalty += Math.Max(0, Math.Max(lower[step] - actual[step], actual[step] - upper[step]));
        }

        double width = IntervalMeasures.MeanWidth(lower, upper);
        _width += width / scale;
        if (seasonalScale > 0)
        {
            _msis += (width + (2 / (1 - coverage) * penalty / actual.Length)) / seasonalScale;
            _withMsis++;
        }

        _forecasts++;
    }
}

using Unroll.Forecasting;

namespace Unroll.Studies.Tasks.Forecasts;

/// <summary>
/// The errors of a model or a baseline over many forecasts. As in the M4 competition sMAPE and MASE are means over forecasts, each of a horizon.
/// </summary>
/// <param name="horizon">Values of a forecast.</param>
/// <param name="targets">How many targets.</param>
sealed class ForecastErrors(int horizon, int targets)
{
    readonly TargetErrors[] _targets = [.. Enumerable.Range(0, targets).Select(_ => new TargetErrors(horizon))];
    readonly List<double> _losses = [];
    double _scaledSquared, _scaledAbsolute, _smape, _mase;
    long _forecasts, _withMase;
    double _open;
    int _openCount;

    /// <summary>The errors of each target, in its own unit.</summary>
    public IReadOnlyList<TargetErrors> Targets => _targets;

    /// <summary>Errors of values scaled by the training part: what benchmarks of several variables report.</summary>
    public double ScaledMse => _scaledSquared / (_forecasts * horizon);

    /// <inheritdoc cref="ScaledMse"/>
    public double ScaledMae => _scaledAbsolute / (_forecasts * horizon);

    /// <summary>In per cent.</summary>
    public double Smape => _smape / _forecasts;

    /// <summary>Not a number where no series has a scale.</summary>
    public double Mase => _mase / _withMase;

    /// <summary>The mean over the targets.</summary>
    public double RSquared => _targets.Average(target => target.RSquared);

    /// <summary>
    /// The share of the values that moved away from the last one before their forecast whose way it named; not a number where none moved.
    /// </summary>
    public double DirectionalAccuracy => _targets.Sum(target => target.Right) / (double)_targets.Sum(target => target.Moved);

    /// <summary>The mean squared scaled error of every group: of an origin, in the order of time, or of a series.</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>Adds a forecast.</summary>
    /// <param name="target">Of which target.</param>
    /// <param name="actual">What came.</param>
    /// <param name="forecast">What was forecast.</param>
    /// <param name="last">The last value before.</param>
    /// <param name="scale">The unit of the scaled errors.</param>
    /// <param name="seasonalScale">The scale of MASE; 0 for none.</param>
    public void Add(int target, ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast, double last, double scale, double seasonalScale)
    {
        double squares = 0;
        _targets[target].Add(actual, forecast, last);
        for (int step = 0; step < actual.Length; step++)
        {
            double error = Math.Abs(actual[step] - forecast[step]);
            _scaledAbsolute += error / scale;
            squares += error * error / (scale * scale);
        }

        _scaledSquared += squares;
        _smape += PointMeasures.Smape(actual, forecast);
        if (seasonalScale > 0)
        {
            _mase += PointMeasures.Mae(actual, forecast) / seasonalScale;
            _withMase++;
        }

        _forecasts++;
        (_open, _openCount) = (_open + (squares / actual.Length), _openCount + 1);
    }

    /// <summary>Ends the forecasts whose loss is one of <see cref="Losses"/>.</summary>
    public void EndGroup()
    {
        _losses.Add(_open / _openCount);
        (_open, _openCount) = (0, 0);
    }
}

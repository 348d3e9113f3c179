namespace Unroll.Studies.Tasks.Forecasts;

/// <summary>The errors of many forecasts of one target, in its own unit.</summary>
/// <param name="horizon">Values of a forecast.</param>
sealed class TargetErrors(int horizon)
{
    readonly double[] _absolute = new double[horizon], _squared = new double[horizon];
    double _mean, _spread;
    long _values;

    /// <summary>The root of the mean squared error.</summary>
    public double Rmse => Math.Sqrt(_squared.Sum() / _values);

    /// <summary>The mean absolute error.</summary>
    public double Mae => _absolute.Sum() / _values;

    /// <summary>The root of the mean squared error of each step ahead.</summary>
    public double[] RmseOfSteps => [.. _squared.Select(sum => Math.Sqrt(sum / Forecasts))];

    /// <summary>The mean absolute error of each step ahead.</summary>
    public double[] MaeOfSteps => [.. _absolute.Select(sum => sum / Forecasts)];

    /// <summary>1 − Σ(y − ŷ)² / Σ(y − ȳ)² over all values of all forecasts; of values that are all equal 1 when all are met, else 0.</summary>
    public double RSquared => _spread > 0 ? 1 - (_squared.Sum() / _spread) : _squared.Sum() == 0 ? 1 : 0;

    /// <summary>The values that are not the last one before their forecast.</summary>
    public long Moved { get; private set; }

    /// <summary>Those of them whose forecast lies on the same side of it.</summary>
    public long Right { get; private set; }

    double Forecasts => _values / (double)horizon;

    /// <summary>Adds a forecast.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="forecast">What was forecast.</param>
    /// <param name="last">The last value before.</param>
    public void Add(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast, double last)
    {
        for (int step = 0; step < actual.Length; step++)
        {
            double value = actual[step], error = Math.Abs(value - forecast[step]), away = value - _mean;
            (_absolute[step], _squared[step], _values) = (_absolute[step] + error, _squared[step] + (error * error), _values + 1);
            // Welford's update: a sum of squares would lose the spread of values that lie far from 0.
            _mean += away / _values;
            _spread += away * (value - _mean);
            int way = Math.Sign(value - last);
            (Moved, Right) = (Moved + (way == 0 ? 0 : 1), Right + (way != 0 && way == Math.Sign(forecast[step] - last) ? 1 : 0));
        }
    }
}

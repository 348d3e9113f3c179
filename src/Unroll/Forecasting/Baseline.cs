using Unroll.Arguments;

namespace Unroll.Forecasting;

/// <summary>
/// A simple way to continue a series, beside which the forecasts of a network are to be seen. It is fitted on each series that it is given and remembers none,
/// so one instance serves any number of series and threads. Derive from it to add one.
/// </summary>
/// <param name="name">What tables call it.</param>
public abstract class Baseline(string name)
{
    /// <summary>What tables call it.</summary>
    public string Name { get; } = name;

    /// <summary>The fewest values that it can continue, at least 1.</summary>
    public virtual int MinimumLength => 1;

    /// <summary>Fits it on a series and continues that.</summary>
    /// <param name="history">The values so far, at regular times, the oldest first.</param>
    /// <param name="horizon">How many values to forecast, at least 1.</param>
    /// <returns>The forecasts of the values 1 to <paramref name="horizon"/> steps after the last one, in the unit of the values.</returns>
    /// <exception cref="ArgumentException">The series is shorter than <see cref="MinimumLength"/>, or a value is not finite or not allowed.</exception>
    /// <exception cref="ArithmeticException">The values are so large that a forecast is not a finite number.</exception>
    public double[] Forecast(ReadOnlySpan<double> history, int horizon)
    {
        SeriesCheck.Finite(history, nameof(history));
        if (history.Length < MinimumLength)
            throw new ArgumentException($"history has {history.Length} values; {Name} needs at least {MinimumLength}.", nameof(history));
        double[] forecast = new double[Argument.AtLeast(1, horizon)];
        Continue(history, forecast);
        foreach (double value in forecast)
            if (!double.IsFinite(value))
                throw new ArithmeticException($"{Name} forecasts {value}: the values of the series are too large; scale them.");
        return forecast;
    }

    /// <summary>Continues a series that has been checked.</summary>
    /// <param name="history">Finite values, at least <see cref="MinimumLength"/>.</param>
    /// <param name="forecast">Receives the forecasts, one per step.</param>
    protected abstract void Continue(ReadOnlySpan<double> history, Span<double> forecast);
}

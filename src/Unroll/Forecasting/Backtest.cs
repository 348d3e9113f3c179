using Unroll.Arguments;

namespace Unroll.Forecasting;

/// <summary>
/// Backtesting by rolling origin: a series is forecast from several points of its past, each time from the values before alone, and the forecasts are held
/// against what came. The last origin has exactly one horizon of values after it, the others lie before it at equal distances.
/// </summary>
/// <param name="horizon">How many values are forecast from each origin, at least 1.</param>
/// <param name="origins">From how many points, at least 1.</param>
public sealed class Backtest(int horizon, int origins)
{
    readonly int _horizon = Argument.AtLeast(1, horizon), _origins = Argument.AtLeast(1, origins);

    /// <summary>How many values lie between two origins, at least 1; with the horizon no value is forecast twice.</summary>
    public int Stride { get; init => field = Argument.AtLeast(1, value); } = 1;

    /// <summary>Forecasts a series from every origin.</summary>
    /// <param name="series">Finite values at regular times, the oldest first.</param>
    /// <param name="forecast">
    /// Continues a history by as many values as it is asked for: <c>new Theta().Forecast</c>, which is fitted anew at each origin, or anything else.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The series is too short for so many origins, a value is not finite, or a forecast has another number of values or one that is not finite.
    /// </exception>
    public BacktestResult Run(ReadOnlySpan<double> series, Func<ReadOnlySpan<double>, int, double[]> forecast)
    {
        SeriesCheck.Finite(series, nameof(series));
        ArgumentNullException.ThrowIfNull(forecast);
        long first = series.Length - _horizon - ((_origins - 1L) * Stride);
        if (first < 1)
            throw new ArgumentException(
                $"series has {series.Length} values; {_origins} origins at a distance of {Stride} with a horizon of {_horizon} need "
                + $"{series.Length + 1 - first}.", nameof(series));
        double[][] actual = new double[_origins][], forecasts = new double[_origins][];
        for (int origin = 0; origin < _origins; origin++)
        {
            int length = (int)first + (origin * Stride);
            actual[origin] = [.. series.Slice(length, _horizon)];
            forecasts[origin] = forecast(series[..length], _horizon);
            SeriesCheck.Pair(actual[origin], forecasts[origin], nameof(forecast));
        }

        return new BacktestResult((int)first, Stride, actual, forecasts);
    }
}

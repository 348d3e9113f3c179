namespace Unroll.Forecasting;

/// <summary>Finds the windows of prepared series that a forecaster learns, is measured on, or forecasts from.</summary>
sealed class WindowCutter
{
    readonly ForecastFrame _frame;
    readonly SeriesScaler _scaler;
    readonly bool _isRaw;
    readonly IReadOnlyList<Series> _series;
    readonly PreparedSeries[] _prepared;
    readonly int[] _identities;

    /// <summary>Prepares series.</summary>
    /// <param name="frame">What is read and forecast.</param>
    /// <param name="scaler">The numbers of the training part.</param>
    /// <param name="isRaw">Whether targets are learned as they are.</param>
    /// <param name="series">The series.</param>
    /// <param name="identities">The number that stands for each.</param>
    /// <param name="ahead">Steps beyond the last value for which known columns must be there.</param>
    /// <param name="firsts">The first step of each series that windows reach back to; null for all steps.</param>
    public WindowCutter(ForecastFrame frame, SeriesScaler scaler, bool isRaw, IReadOnlyList<Series> series, int[] identities, int ahead = 0,
        int[]? firsts = null)
    {
        (_frame, _scaler, _isRaw, _series, _identities) = (frame, scaler, isRaw, series, identities);
        _prepared = [.. series.Select((one, place) => new PreparedSeries(one, frame, scaler, Math.Max(0, ahead), firsts?[place] ?? 0))];
    }

    /// <summary>
    /// All windows whose forecasts lie in a part of each series and have no gaps: the last values from one count from the end to another one, or all values
    /// up to the latter.
    /// </summary>
    /// <param name="from">Values from the end at which forecasts begin; 0 for as soon as there is a window.</param>
    /// <param name="to">Values from the end before which they end.</param>
    /// <exception cref="ArgumentException">A series has no such window.</exception>
    public SeriesWindows Cut(int from, int to)
    {
        var samples = new List<(int Series, int Origin)>();
        for (int place = 0; place < _prepared.Length; place++)
        {
            int count = _prepared[place].Count, last = count - to - _frame.Horizon, first = from == 0 ? _frame.Window : count - from;
            if (Math.Max(first, _frame.Window) > last || first < _frame.Window)
                throw Refused($"{_series[place].Name} has {count} values; a window of {_frame.Window} and a horizon of {_frame.Horizon}"
                    + $"{(to + from > 0 ? $" with {Math.Max(from, to)} values held out" : "")} need "
                    + $"{_frame.Window + Math.Max(from, to + _frame.Horizon)}.");
            for (int origin = first; origin <= last; origin++)
                if (!_prepared[place].HasGap(origin, _frame.Horizon) && _prepared[place].WithoutValue(origin - _frame.Window, _frame.Window) is null)
                    samples.Add((place, origin));
        }

        string who = _series.Count == 1 ? $"{_series[0].Name} has" : $"All {_series.Count} series have";
        return samples.Count > 0 ? Cut([.. samples]) : throw Refused($"{who} a gap in every {_frame.Horizon} values that would be forecast"
            + $"{(from > 0 ? $" of the last {from}" : "")}; fill the gaps, or choose a shorter horizon.");
    }

    /// <summary>The windows before some steps.</summary>
    /// <exception cref="ArgumentException">A series is shorter than a window, or has only gaps in it.</exception>
    public SeriesWindows Cut((int Series, int Origin)[] samples)
    {
        foreach ((int series, int origin) in samples)
        {
            if (origin < _frame.Window)
                throw Refused($"{_series[series].Name} has {origin} values; a window needs {_frame.Window}.");
            if (_prepared[series].WithoutValue(origin - _frame.Window, _frame.Window) is { } column)
                throw Refused($"The {_frame.Window} values of the column '{column}' of {_series[series].Name} before value {origin} are all missing; a "
                    + "forecast needs one at least.");
        }

        return new SeriesWindows(_frame, _scaler, _isRaw, _prepared, _identities, samples);
    }

    /// <summary>The callers of a forecaster know no windows, but the series that they gave.</summary>
    static ArgumentException Refused(string message, string argument = "series") => new(message, argument);
}

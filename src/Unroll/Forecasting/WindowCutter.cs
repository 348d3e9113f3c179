namespace Unroll.Forecasting;

/// <summary>Finds the windows of prepared series that a forecaster learns, is measured on, or forecasts from.</summary>
sealed class WindowCutter
{
    readonly Forecaster _forecaster;
    readonly IReadOnlyList<Series> _series;
    readonly PreparedSeries[] _prepared;
    readonly int[] _identities;

    /// <summary>Prepares series.</summary>
    /// <param name="forecaster">Built.</param>
    /// <param name="series">The series.</param>
    /// <param name="ahead">Steps beyond the last value for which known columns must be there.</param>
    public WindowCutter(Forecaster forecaster, IReadOnlyList<Series> series, int ahead = 0)
    {
        (_forecaster, _series) = (forecaster, series);
        _prepared = [.. series.Select(one => new PreparedSeries(one, forecaster.Frame, forecaster.Scaler!, Math.Max(0, ahead)))];
        _identities = [.. series.Select(forecaster.Identity)];
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
        ForecastFrame frame = _forecaster.Frame;
        var samples = new List<(int Series, int Origin)>();
        for (int place = 0; place < _prepared.Length; place++)
        {
            int count = _prepared[place].Count, last = count - to - frame.Horizon, first = from == 0 ? frame.Window : count - from;
            if (Math.Max(first, frame.Window) > last || first < frame.Window)
                throw new ArgumentException($"{_series[place].Name} has {count} values; a window of {frame.Window} and a horizon of {frame.Horizon}"
                    + $"{(to + from > 0 ? $" with {to + from} values held out" : "")} need {frame.Window + frame.Horizon + to}.", nameof(from));
            int before = samples.Count;
            for (int origin = first; origin <= last; origin++)
                if (!_prepared[place].HasGap(origin, frame.Horizon))
                    samples.Add((place, origin));
            if (samples.Count == before && _prepared.Length == 1)
                throw new ArgumentException($"{_series[place].Name} has a gap in every {frame.Horizon} values that would be forecast; fill the gaps, or "
                    + "choose a shorter horizon.", nameof(from));
        }

        return Cut([.. samples]);
    }

    /// <summary>The windows before some steps.</summary>
    /// <exception cref="ArgumentException">A series is shorter than a window.</exception>
    public SeriesWindows Cut((int Series, int Origin)[] samples)
    {
        foreach ((int series, int origin) in samples)
            if (origin < _forecaster.Frame.Window)
                throw new ArgumentException($"{_series[series].Name} has {origin} values; a window needs {_forecaster.Frame.Window}.", nameof(samples));
        return new SeriesWindows(_forecaster.Frame, _forecaster.Scaler!, _forecaster.Head.ReadsRawValues, _prepared, _identities, samples);
    }
}

namespace Unroll.Forecasting;

/// <summary>A series as a network reads it: scaled, its gaps filled with the last value before them, with its calendar.</summary>
sealed class PreparedSeries
{
    readonly ForecastFrame _frame;
    readonly SeriesScaler _scaler;
    readonly Series _series;
    readonly float[] _measured, _known;
    readonly bool[] _isMissing;
    readonly int _width, _first;

    /// <summary>Prepares a series.</summary>
    /// <param name="series">The series; of the known columns at least as much as of the targets.</param>
    /// <param name="frame">What is read of it.</param>
    /// <param name="scaler">The numbers of the training part.</param>
    /// <param name="ahead">Steps beyond the last value for which known columns must be there.</param>
    /// <param name="first">The first step that is asked for: a forecast reads the end of what may be a long series.</param>
    /// <exception cref="ArgumentException">A column is missing, ends too soon, or is longer than the others without being known ahead.</exception>
    public PreparedSeries(Series series, ForecastFrame frame, SeriesScaler scaler, int ahead, int first)
    {
        (_series, _frame, _scaler, _first) = (series, frame, scaler, first);
        Count = series.Values(frame.Targets[0]).Length;
        foreach (string column in frame.Measured)
            if (series.Values(column).Length != Count)
                throw new ArgumentException($"The column '{column}' of {series.Name} has {series.Values(column).Length} values, '{frame.Targets[0]}' has "
                    + $"{Count}; as many are expected, or name the column as known ahead.", nameof(series));
        foreach (string column in frame.Known)
            if (series.Values(column).Length < Count + ahead)
                throw new ArgumentException($"The column '{column}' of {series.Name} is known ahead and ends after {series.Values(column).Length} values; "
                    + $"{Count} values{(ahead > 0 ? $" and a horizon of {ahead}" : "")} need {Count + ahead}.", nameof(series));
        if (frame.Calendar.Count > 0 && series.Times is null)
            throw new ArgumentException($"{series.Name} has no times, of which the calendar could be told.", nameof(series));
        Known = Count + ahead;
        _width = frame.Targets.Count + frame.Past.Count + scaler.GapWidth(frame);
        _isMissing = new bool[(Count - first) * frame.Targets.Count];
        _measured = Measured(series);
        _known = KnownAhead(series);
        Statics = [.. frame.Statics.Select((name, place) => (float)scaler.Statics[place].Apply(series.Static(name)))];
    }

    /// <summary>Values of a target.</summary>
    public int Count { get; }

    /// <summary>Steps for which known columns are there.</summary>
    public int Known { get; }

    /// <summary>The numbers that describe the series.</summary>
    public float[] Statics { get; }

    /// <summary>What is read at a step of the past: targets, past columns, where values are missing, known columns and calendar.</summary>
    public void WriteStep(int step, Span<float> row)
    {
        _measured.AsSpan((step - _first) * _width, _width).CopyTo(row);
        WriteKnown(step, row[_width..]);
    }

    /// <summary>What is known ahead of a step.</summary>
    public void WriteKnown(int step, Span<float> row) => _known.AsSpan((step - _first) * _frame.KnownWidth, _frame.KnownWidth).CopyTo(row);

    /// <summary>A target, scaled; a gap is filled.</summary>
    public float Target(int step, int target) => _measured[((step - _first) * _width) + target];

    /// <summary>A target as it is, NaN in a gap.</summary>
    public float RawTarget(int step, int target) => (float)_series.Values(_frame.Targets[target])[step];

    /// <summary>Whether a target is missing in any of some steps.</summary>
    public bool HasGap(int first, int count) =>
        _isMissing.AsSpan((first - _first) * _frame.Targets.Count, count * _frame.Targets.Count).Contains(true);

    /// <summary>The first target without any value in some steps; null where each has one.</summary>
    public string? WithoutValue(int first, int count)
    {
        for (int target = 0; target < _frame.Targets.Count; target++)
        {
            int step = first;
            while (step < first + count && _isMissing[((step - _first) * _frame.Targets.Count) + target])
                step++;
            if (step == first + count)
                return _frame.Targets[target];
        }

        return null;
    }

    float[] Measured(Series series)
    {
        float[] rows = new float[(Count - _first) * _width];
        int place = 0, gap = _frame.Targets.Count + _frame.Past.Count;
        foreach (string column in _frame.Measured)
        {
            ColumnScale scale = _scaler.Columns[place];
            double[] values = series.Values(column);
            float last = Before(values, scale);
            for (int step = _first; step < Count; step++)
            {
                int row = (step - _first) * _width;
                bool isMissing = double.IsNaN(values[step]);
                last = isMissing ? last : (float)scale.Apply(values[step]);
                rows[row + place] = last;
                if (scale.HasGaps)
                    rows[row + gap] = isMissing ? 1 : 0;
                if (place < _frame.Targets.Count)
                    _isMissing[((step - _first) * _frame.Targets.Count) + place] = isMissing;
            }

            (place, gap) = (place + 1, scale.HasGaps ? gap + 1 : gap);
        }

        return rows;
    }

    float[] KnownAhead(Series series)
    {
        float[] rows = new float[(Known - _first) * _frame.KnownWidth];
        for (int place = 0; place < _frame.Known.Count; place++)
        {
            ColumnScale scale = _scaler.Columns[_frame.Targets.Count + _frame.Past.Count + place];
            double[] values = series.Values(_frame.Known[place]);
            float last = Before(values, scale);
            for (int step = _first; step < Known; step++)
            {
                last = double.IsNaN(values[step]) ? last : (float)scale.Apply(values[step]);
                rows[((step - _first) * _frame.KnownWidth) + place] = last;
            }
        }

        if (_frame.Calendar.Count > 0)
            for (int step = _first; step < Known; step++)
                Calendar.Write(series.Times![step], _frame.Calendar, rows.AsSpan(((step - _first) * _frame.KnownWidth) + _frame.Known.Count));
        return rows;
    }

    /// <summary>What a gap at the first step is filled with: the last value before it, else the first one of all.</summary>
    float Before(double[] values, ColumnScale scale)
    {
        int place = _first == 0 ? -1 : Array.FindLastIndex(values, _first - 1, value => !double.IsNaN(value));
        place = place < 0 ? Array.FindIndex(values, value => !double.IsNaN(value)) : place;
        return place < 0 ? 0 : (float)scale.Apply(values[place]);
    }
}

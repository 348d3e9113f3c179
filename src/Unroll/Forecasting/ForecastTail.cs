namespace Unroll.Forecasting;

/// <summary>The end of a series, which goes on with its own forecasts: what a recursive forecast reads.</summary>
sealed class ForecastTail
{
    readonly ForecastFrame _frame;
    readonly Series _known;
    readonly List<double>[] _targets;

    /// <summary>The end of a series before its first forecast.</summary>
    /// <param name="series">The series.</param>
    /// <param name="frame">What is read of it; no past columns.</param>
    /// <param name="origin">The step that is forecast first, with a window before it.</param>
    /// <param name="ahead">Steps that known columns are needed for.</param>
    public ForecastTail(Series series, ForecastFrame frame, int origin, int ahead)
    {
        _frame = frame;
        int first = frame.Columns.Min(column => Filler(series.Values(column), origin - frame.Window));
        _targets = [.. frame.Targets.Select(target => new List<double>(series[target][first..origin].ToArray()))];
        _known = new Series(series.Name, series.Times?.From(first));
        foreach (string column in frame.Known)
            _known = _known.With(column, series[column][first..(origin + ahead)]);
        foreach (string name in frame.Statics)
            _known = _known.WithStatic(name, series.Static(name));
    }

    /// <summary>Values of each target, with the forecast ones.</summary>
    public int Count => _targets[0].Count;

    /// <summary>The series as it is now.</summary>
    public Series Series => _targets.Zip(_frame.Targets).Aggregate(_known, (series, target) => series.With(target.Second, target.First.ToArray()));

    /// <summary>Goes on with values of each target.</summary>
    public void Append(IReadOnlyList<double[]> values)
    {
        for (int target = 0; target < _targets.Length; target++)
            _targets[target].AddRange(values[target]);
    }

    /// <summary>The step of a window's first value or, where that is missing, of the one that it is filled with.</summary>
    static int Filler(double[] values, int first) => Array.FindLastIndex(values, first, value => !double.IsNaN(value)) is >= 0 and var last ? last : first;
}

using Unroll.Forecasting.Heads;
using Unroll.Models;

namespace Unroll.Forecasting;

/// <summary>
/// Runs the network of a fitted forecaster over a horizon: once, or where that is longer than the frame's, from one chunk to the next, each time on what came
/// before as if it had happened.
/// </summary>
sealed class ForecastRecursion
{
    readonly Forecaster _forecaster;
    readonly IReadOnlyList<Series> _series;
    readonly (int Series, int Origin)[] _origins;
    readonly int _count;

    /// <summary>A run from some steps of some series.</summary>
    /// <exception cref="ArgumentException">The horizon is longer than the frame's, and columns end before it.</exception>
    public ForecastRecursion(Forecaster forecaster, IReadOnlyList<Series> series, (int Series, int Origin)[] origins, int horizon)
    {
        (_forecaster, _series, _origins, _count) = (forecaster, series, origins, 1 + ((horizon - 1) / forecaster.Frame.Horizon));
        if (_count > 1)
            RequireAhead(series, horizon);
    }

    ForecastFrame Frame => _forecaster.Frame;

    ForecastHead Head => _forecaster.Head;

    /// <summary>Runs.</summary>
    /// <param name="paths">How often each origin is followed.</param>
    /// <param name="next">Takes a chunk of a path, whose number is origin · paths + path, and gives the values of each target that it goes on with.</param>
    public void Run(int paths, Func<int, ForecastChunk, IReadOnlyList<double[]>> next)
    {
        ForecastChunk[] first = Chunks(_series, _origins), chunks = [.. first.SelectMany(chunk => Enumerable.Repeat(chunk, paths))];
        ForecastTail[] tails = _count == 1 ? [] : [.. _origins.SelectMany(one => Enumerable.Range(0, paths).Select(_ =>
            new ForecastTail(_series[one.Series], Frame, one.Origin, _count * Frame.Horizon)))];
        for (int chunk = 1; ; chunk++)
        {
            for (int path = 0; path < chunks.Length; path++)
                if (next(path, chunks[path]) is var values && chunk < _count)
                    tails[path].Append(values);
            if (chunk == _count)
                return;
            chunks = Chunks([.. tails.Select(tail => tail.Series)], [.. tails.Select((tail, path) => (path, tail.Count))]);
        }
    }

    /// <summary>What the network gives for some series from some steps.</summary>
    ForecastChunk[] Chunks(IReadOnlyList<Series> series, (int Series, int Origin)[] origins)
    {
        if (origins.Length == 0)
            return [];
        int ahead = origins.Max(one => one.Origin + Frame.Horizon - series[one.Series].Values(Frame.Targets[0]).Length);
        int[] firsts = new int[series.Count];
        Array.Fill(firsts, int.MaxValue);
        foreach ((int place, int origin) in origins)
            firsts[place] = Math.Min(firsts[place], Math.Max(0, origin - Frame.Window));
        var cutter = new WindowCutter(
            Frame, _forecaster.Scaler!, Head.ReadsRawValues, series, [.. series.Select(_forecaster.Identity)], ahead, firsts);
        SeriesWindows windows = cutter.Cut(origins);
        Prediction outputs = _forecaster.Network.Session.Predict(windows);
        for (int sample = 0; sample < origins.Length; sample++)
            if (outputs[sample].ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
                throw new InvalidOperationException($"The forecast of {series[origins[sample].Series].Name} is not finite: the training has diverged, or "
                    + "values lie too far outside those of the training.");
        return [.. origins.Select((_, sample) => new ForecastChunk(Frame, Head, outputs[sample], Scales(windows, sample)))];
    }

    (double Offset, double Scale)[] Scales(SeriesWindows windows, int sample)
    {
        var scales = new (double Offset, double Scale)[Frame.Targets.Count];
        for (int target = 0; target < scales.Length; target++)
        {
            WindowScale window = windows.Scale(sample, target);
            ColumnScale column = _forecaster.Scaler!.Columns[target];
            scales[target] = Head.ReadsRawValues ? (0, 1) : (column.Restore(window.Offset), window.Scale * column.Scale);
        }

        return scales;
    }

    /// <summary>Requires all that a longer horizon reads but the targets themselves.</summary>
    void RequireAhead(IReadOnlyList<Series> series, int horizon)
    {
        if (_origins.Any(one => one.Origin + ((long)_count * Frame.Horizon) > Array.MaxLength))
            throw new ArgumentOutOfRangeException(nameof(horizon), horizon,
                $"A series has at most {Array.MaxLength} values; this one would have more at the end of its forecast: a shorter horizon is expected.");
        if (Frame.Past.Count > 0)
            throw new ArgumentOutOfRangeException(nameof(horizon), horizon, $"Beyond the {Frame.Horizon} values that come at once, a forecast reads all "
                + $"columns over what it has forecast itself, and '{string.Join("', '", Frame.Past)}' are known of the past only: a horizon of at most "
                + $"{Frame.Horizon} is expected, or columns that are known ahead.");
        foreach ((int place, int origin) in _origins)
            foreach (string column in Frame.Known)
                if (series[place].Values(column).Length is var length && origin + (_count * Frame.Horizon) is var needed && length < needed)
                    throw new ArgumentException($"The column '{column}' of {series[place].Name} is known ahead and ends after {length} values; a horizon of "
                        + $"{horizon} after {origin} values, {Frame.Horizon} at once, needs {needed}.", nameof(series));
    }
}

using Unroll.Arguments;
using Unroll.Tensors;

namespace Unroll.Data;

/// <summary>
/// Every window of a series of numbers with a value after it as the target: <c>new SeriesData(series, window: 30)</c> predicts the next value from 30. Windows
/// are
/// cut from the series batch by batch. Inputs are [window, features], targets [outputs].
/// </summary>
/// <remarks>Consecutive windows overlap, so with a validation split the first windows of validation contain values of training; their targets do not.</remarks>
public sealed class SeriesData : SampleData
{
    readonly float[] _values;
    readonly int _features, _window, _horizon;
    readonly int[] _targets;

    /// <summary>The windows of a series.</summary>
    /// <param name="series">One value per time step (<c>float[]</c>) or a row of features per time step (<c>float[,]</c>, <c>float[][]</c>).</param>
    /// <param name="window">Time steps of a window.</param>
    /// <param name="horizon">How many time steps after the end of a window its target lies; 1 for the next one.</param>
    /// <param name="targets">The features to predict, by column; null for all.</param>
    /// <exception cref="ArgumentException">The series holds ids or is too short, or a column does not exist.</exception>
    public SeriesData(Samples series, int window, int horizon = 1, params int[]? targets)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Values is null || series.Shape.Rank != 1)
            throw new ArgumentException(
                $"A series is values, [time, features]; this one has elements of shape {series.Shape}{(series.Values is null ? " that are ids" : "")}.",
                nameof(series));
        (_values, _features) = (series.Values, series.Shape.Last);
        (_window, _horizon) = (Argument.AtLeast(1, window), Argument.AtLeast(1, horizon));
        if (Count < 1)
            throw new ArgumentException($"A series of {series.Count} time steps has no window of {window} with a target {horizon} after it.", nameof(series));
        _targets = targets is { Length: > 0 } ? [.. targets] : [.. Enumerable.Range(0, _features)];
        foreach (int column in _targets)
            if (column < 0 || column >= _features)
                throw new ArgumentException($"The series has columns 0 to {_features - 1}; there is no column {column} to predict.", nameof(targets));
    }

    /// <summary>The number of windows.</summary>
    public override int Count => (_values.Length / _features) - _window - _horizon + 1;

    /// <inheritdoc/>
    public override Shape SampleShape => new(_window, _features);

    /// <inheritdoc/>
    public override Shape TargetShape => new(_targets.Length);

    /// <inheritdoc/>
    protected override void Write(int sample, BatchRow row)
    {
        ReadOnlySpan<float> series = _values;
        for (int time = 0; time < _window; time++)
            series.Slice((sample + time) * _features, _features).CopyTo(row.Input(time));
        ReadOnlySpan<float> after = series.Slice((sample + _window + _horizon - 1) * _features, _features);
        Span<float> target = row.Target();
        for (int output = 0; output < target.Length; output++)
            target[output] = after[_targets[output]];
    }
}

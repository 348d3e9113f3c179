using Unroll.Data;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Forecasting;

/// <summary>
/// The windows of one or many series with the values after them as targets, cut from the series batch by batch and never laid out. Inputs are [window,
/// features]; side inputs, as far as the frame has them, are what is known of the horizon, [horizon, known], the numbers that describe the series, [statics],
/// and which series it is, [1] of ids. Targets are [horizon · targets], step by step.
/// </summary>
public sealed class SeriesWindows : SampleData
{
    const int Chosen = 128;

    readonly ForecastFrame _frame;
    readonly PreparedSeries[] _series;
    readonly int[] _identities;
    readonly (int Series, int Origin)[] _samples;
    readonly bool _isRaw;

    internal SeriesWindows(ForecastFrame frame, SeriesScaler scaler, bool isRaw, PreparedSeries[] series, int[] identities, (int Series, int Origin)[] samples)
    {
        (_frame, _isRaw, _series, _identities, _samples) = (frame, isRaw, series, identities, samples);
        SampleShape = InputOf(frame, scaler);
        SideShapes = SidesOf(frame);
    }

    /// <inheritdoc/>
    public override int Count => _samples.Length;

    /// <inheritdoc/>
    public override Shape SampleShape { get; }

    /// <inheritdoc/>
    public override Shape TargetShape => new(_frame.Horizon * _frame.Targets.Count);

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> SideShapes { get; }

    /// <summary>The first step that a window forecasts, and the series that it is from.</summary>
    /// <param name="sample">Which window.</param>
    internal (int Series, int Origin) Place(int sample) => _samples[sample];

    /// <summary>The numbers by which a target of a window is scaled.</summary>
    internal WindowScale Scale(int sample, int target) => WindowScale.Of(_series[_samples[sample].Series], _frame, _samples[sample].Origin, target);

    /// <summary>The main input of a frame.</summary>
    internal static Shape InputOf(ForecastFrame frame, SeriesScaler scaler) =>
        new(frame.Window, frame.Targets.Count + frame.Past.Count + scaler.GapWidth(frame) + frame.KnownWidth);

    /// <summary>Side inputs of a frame.</summary>
    internal static IReadOnlyList<Shape> SidesOf(ForecastFrame frame) =>
    [
        .. frame.KnownWidth > 0 ? [new Shape(frame.Horizon, frame.KnownWidth)] : (Shape[])[],
        .. frame.Statics.Count > 0 ? [new Shape(frame.Statics.Count)] : (Shape[])[],
        .. frame.IdentityUnits > 0 ? [new Shape(1)] : (Shape[])[],
    ];

    /// <inheritdoc/>
    public override Tensor CutSide(Arena arena, int batchSize, int index, RandomKey? order, int input)
    {
        ArgumentNullException.ThrowIfNull(arena);
        int rows = Rows(batchSize, index), first = index * batchSize;
        bool isKnown = _frame.KnownWidth > 0 && input == 0, isIdentity = _frame.IdentityUnits > 0 && input == SideShapes.Count - 1;
        Tensor side = isKnown ? arena.Allocate(new Shape(_frame.Horizon, rows, _frame.KnownWidth))
            : isIdentity ? arena.AllocateIds(new Shape(1, rows)) : arena.Allocate(new Shape(rows, _frame.Statics.Count));
        Span<int> samples = stackalloc int[Chosen];
        for (int row = 0; row < rows; row++)
        {
            if (row % Chosen == 0)
                Permutation.Fill(order, Count, first + row, samples[..Math.Min(Chosen, rows - row)]);
            (int series, int origin) = _samples[samples[row % Chosen]];
            if (isIdentity)
                side.Ids[row] = _identities[series];
            else if (isKnown)
                for (int step = 0; step < _frame.Horizon; step++)
                    _series[series].WriteKnown(origin + step, side.Values[(((step * rows) + row) * _frame.KnownWidth)..]);
            else
                _series[series].Statics.CopyTo(side.Values[(row * _frame.Statics.Count)..]);
        }

        return side;
    }

    /// <inheritdoc/>
    protected override void Write(int sample, BatchRow row)
    {
        (int place, int origin) = _samples[sample];
        PreparedSeries series = _series[place];
        for (int step = 0; step < _frame.Window; step++)
            series.WriteStep(origin - _frame.Window + step, row.Input(step));
        Span<float> targets = row.Target();
        for (int target = 0; target < _frame.Targets.Count; target++)
        {
            WindowScale scale = Scale(sample, target);
            for (int step = 0; step < _frame.Window && _frame.WindowScaling != WindowScaling.None; step++)
                row.Input(step)[target] = scale.Apply(row.Input(step)[target]);
            for (int step = 0; step < _frame.Horizon && origin + step < series.Count; step++)
                targets[(step * _frame.Targets.Count) + target] =
                    _isRaw ? series.RawTarget(origin + step, target) : scale.Apply(series.Target(origin + step, target));
        }
    }
}

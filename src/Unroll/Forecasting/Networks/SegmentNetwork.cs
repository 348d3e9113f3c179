using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Autograd;
using Unroll.Kernels.Activations;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Forecasting.Networks;

/// <summary>
/// Segments instead of single steps (SegRNN: Lin et al., 2023): the window is cut into segments, each of which is one step of a GRU; every segment of the
/// horizon is one more step from the last state, all of them side by side, told apart by what is learned of their places. Each target is forecast by itself,
/// by the same weights. It reads the targets alone, and suits long windows and horizons.
/// </summary>
/// <param name="segment">Values of a segment; window and horizon are whole numbers of segments.</param>
/// <param name="units">Units of the GRU, an even number.</param>
public sealed class SegmentNetwork(int segment, int units) : ForecastNetwork
{
    readonly int _segment = Argument.AtLeast(1, segment), _units = units > 0 && units % 2 == 0
        ? units
        : throw new ArgumentOutOfRangeException(nameof(units), units, "An even number of units is expected: half of them tell places apart.");

    Dense? _embedding, _output;
    Gru? _gru;
    Dropout? _dropout;
    Embedding? _places, _targets;

    /// <inheritdoc/>
    public override string Name => "segments";

    /// <summary>The share of the states that training leaves out before the output.</summary>
    public float Dropout { get; init => field = Argument.FractionBelowOne(value); }

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        int steps = input.Shape[0], batch = input.Shape[1], rows = batch * Shape.Targets, segments = Shape.Horizon / _segment;
        Tape tape = context.Tape;

        // [time, batch, targets] → a row for each target of each sample, and a step for each segment.
        Tensor values = input.Shape[2] == Shape.Targets ? input : tape.Slice(input, 0, Shape.Targets);
        Tensor read = tape.SwapMiddleAxes(values.Reshape([steps / _segment, _segment, rows]));
        Tensor state = _gru!.Forward(context, _embedding!.Forward(context, read));

        Tensor places = tape.Concatenate(_places!.Forward(context, Places(tape, segments, rows)), Series(context, segments, rows));
        Tensor repeated = tape.RepeatOverTime(state, segments).Reshape([segments * rows, _units]);
        Tensor next = _gru.ForwardWithState(context, places.Reshape([1, segments * rows, _units]), new CellState(repeated)).Output;
        Tensor outputs = _output!.Forward(context, _dropout is null ? next : _dropout.Forward(context, next));

        // [segment, sample, target, parameter · step] → [sample, parameter, segment, step, target].
        Tensor bySample = tape.SwapOuterAxes(outputs.Reshape([segments, rows, Shape.Parameters, _segment]));
        Tensor byTarget = tape.SwapMiddleAxes(bySample).Reshape([batch, Shape.Targets, Shape.Parameters * Shape.Horizon]);
        return (Shape.Targets == 1 ? byTarget : tape.SwapMiddleAxes(byTarget)).Reshape([batch, Shape.Outputs]);
    }

    /// <inheritdoc/>
    protected override Shape BuildLayers(ModelBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (Shape.Past + Shape.KnownWidth + Shape.Statics > 0)
            throw new ArgumentException($"A {nameof(SegmentNetwork)} reads the targets alone; the frame has past or known columns, a calendar or numbers of "
                + "the series.", nameof(input));
        if (input[0] % _segment != 0 || Shape.Horizon % _segment != 0)
            throw new ArgumentException(
                $"A window of {input[0]} and a horizon of {Shape.Horizon} are not whole numbers of segments of {_segment}.", nameof(input));
        int segments = Shape.Horizon / _segment, half = _units / 2;
        builder.Add(_embedding = new Dense(_units, ActivationFunction.Relu), [input[0] / _segment, _segment]);
        builder.Add(_gru = new Gru(_units), [-1, _units]);
        builder.Add(_places = new Embedding(segments, half), [segments]);
        builder.Add(_targets = new Embedding(Shape.IdentityUnits > 0 ? Shape.Identities : Shape.Targets, half), [segments]);
        if (Dropout > 0)
            builder.Add(_dropout = new Dropout(Dropout), [_units]);
        builder.Add(_output = new Dense(_segment * Shape.Parameters), [_units]);
        return [Shape.Outputs];
    }

    internal override void WriteOptions(JsonObject options) =>
        (options["segment"], options["units"], options["dropout"]) = (_segment, _units, Dropout);

    /// <summary>What is learned of each series or, where they are not told apart, of each target: [segments, rows, half].</summary>
    Tensor Series(LayerContext context, int segments, int rows)
    {
        Tensor ids = context.Tape.Arena.AllocateIds([segments, rows]);
        ReadOnlySpan<int> series = Shape.IdentityUnits > 0 ? context.SideInput(0).Ids : [];
        for (int i = 0; i < segments * rows; i++)
            ids.Ids[i] = series.IsEmpty ? i % Shape.Targets : series[i % rows / Shape.Targets];
        return _targets!.Forward(context, ids);
    }

    static Tensor Places(Tape tape, int segments, int rows)
    {
        Tensor ids = tape.Arena.AllocateIds([segments, rows]);
        for (int segment = 0; segment < segments; segment++)
            ids.Ids.Slice(segment * rows, rows).Fill(segment);
        return ids;
    }
}

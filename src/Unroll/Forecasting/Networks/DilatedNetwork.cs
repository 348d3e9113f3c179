using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Forecasting.Networks;

/// <summary>
/// Dilated recurrent layers (Chang et al., 2017): a layer of dilation d goes on from the state d steps before, so that a few layers span a long window. Every
/// layer but the first adds to what it reads, a connection that skips it. The last state gives the whole horizon.
/// </summary>
/// <param name="units">Units of each layer.</param>
/// <param name="dilations">The dilation of each layer, from the first on: 1, 2, 4, 8.</param>
public sealed class DilatedNetwork(int units, params int[] dilations) : ForecastNetwork
{
    readonly int _units = Argument.AtLeast(1, units);
    readonly int[] _dilations = dilations is { Length: > 0 } && dilations.All(dilation => dilation > 0)
        ? [.. dilations]
        : throw new ArgumentException("Dilations of at least 1 are expected, one for each layer.", nameof(dilations));

    RecurrentLayer[] _stack = [];
    Dropout? _dropout;
    Dense? _output;

    /// <inheritdoc/>
    public override string Name => "dilated";

    /// <summary>The layer that reads.</summary>
    public RecurrentCell Cell { get; init; }

    /// <summary>The share of each layer's output that training leaves out.</summary>
    public float Dropout { get; init => field = Argument.FractionBelowOne(value); }

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tensor state = input;
        for (int layer = 0; layer < _stack.Length; layer++)
        {
            Tensor read = Dilated(context, _stack[layer], _dilations[layer], state);
            read = _dropout is null ? read : _dropout.Forward(context, read);
            state = layer == 0 ? read : context.Tape.Add(state, read);
        }

        Tensor last = context.Tape.SliceTime(state, state.Shape[0] - 1, 1).Reshape([input.Shape[1], _units]);
        return _output!.Forward(context, WithContext(context, last));
    }

    /// <inheritdoc/>
    protected override Shape BuildLayers(ModelBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (_dilations.FirstOrDefault(dilation => input[0] % dilation != 0) is var odd and > 0)
            throw new ArgumentException($"A window of {input[0]} is not a multiple of the dilation {odd}.", nameof(input));
        int description = BuildDescription(builder);
        _stack = [.. _dilations.Select(_ => Cell.Create(_units, returnSequences: true))];
        Shape shape = input;
        foreach (RecurrentLayer layer in _stack)
            shape = builder.Add(layer, shape);
        if (Dropout > 0)
            builder.Add(_dropout = new Dropout(Dropout), shape);
        return builder.Add(_output = new Dense(Shape.Outputs), [_units + (Shape.Horizon * Shape.KnownWidth) + description]);
    }

    internal override void WriteOptions(JsonObject options)
    {
        options["units"] = _units;
        options["dilations"] = new JsonArray([.. _dilations.Select(dilation => (JsonNode)dilation)]);
        (options["cell"], options["dropout"]) = (Cell.ToString(), Dropout);
    }

    /// <summary>Steps d apart are one sequence: time-major, they are rows of one step, and no value moves.</summary>
    static Tensor Dilated(LayerContext context, RecurrentLayer layer, int dilation, Tensor input)
    {
        (int time, int batch) = (input.Shape[0], input.Shape[1]);
        Tensor output = layer.Forward(context, input.Reshape([time / dilation, dilation * batch, input.Shape[2]]));
        return output.Reshape([time, batch, layer.Units]);
    }
}

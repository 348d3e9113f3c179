using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Forecasting.Networks;

/// <summary>
/// The direct forecast: recurrent layers read the window, and one dense layer gives the whole horizon from the last state, from what is known ahead, and from
/// what describes the series.
/// </summary>
/// <param name="units">Units of each recurrent layer.</param>
/// <param name="layers">How many there are, at least 1.</param>
public sealed class RecurrentNetwork(int units, int layers = 1) : ForecastNetwork
{
    readonly int _units = Argument.AtLeast(1, units), _layers = Argument.AtLeast(1, layers);
    RecurrentLayer[] _stack = [];
    Dropout? _dropout;
    Dense? _output;

    /// <inheritdoc/>
    public override string Name => "recurrent";

    /// <summary>The layer that reads.</summary>
    public RecurrentCell Cell { get; init; }

    /// <summary>The share of each layer's output that training leaves out.</summary>
    public float Dropout { get; init => field = Argument.FractionBelowOne(value); }

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tensor state = input;
        foreach (RecurrentLayer layer in _stack)
        {
            state = layer.Forward(context, state);
            state = _dropout is null ? state : _dropout.Forward(context, state);
        }

        return _output!.Forward(context, WithContext(context, state));
    }

    /// <inheritdoc/>
    protected override Shape BuildLayers(ModelBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        int description = BuildDescription(builder);
        _stack = [.. Enumerable.Range(0, _layers).Select(layer => Cell.Create(_units, returnSequences: layer < _layers - 1))];
        Shape shape = input;
        foreach (RecurrentLayer layer in _stack)
            shape = builder.Add(layer, shape);
        if (Dropout > 0)
            builder.Add(_dropout = new Dropout(Dropout), shape);
        return builder.Add(_output = new Dense(Shape.Outputs), [_units + (Shape.Horizon * Shape.KnownWidth) + description]);
    }

    internal override void WriteOptions(JsonObject options)
    {
        (options["units"], options["layers"]) = (_units, _layers);
        (options["cell"], options["dropout"]) = (Cell.ToString(), Dropout);
    }
}

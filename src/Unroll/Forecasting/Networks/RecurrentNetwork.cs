using System.Text.Json.Nodes;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Tensors;

namespace Unroll.Forecasting.Networks;

/// <summary>
/// The direct forecast: recurrent layers read the window, and one dense layer gives the whole horizon from the last state, from what is known ahead, and from
/// what describes the series.
/// </summary>
/// <param name="layers">The layers that read, one after another; the last one gives a state, [units]: all recurrent ones but it return sequences.</param>
/// <exception cref="ArgumentException">There is no layer.</exception>
public sealed class RecurrentNetwork(params Layer[] layers) : ForecastNetwork
{
    readonly Layer[] _layers = layers is { Length: > 0 } && !layers.Contains(null)
        ? [.. layers]
        : throw new ArgumentException("A network needs at least one layer, and none is null.", nameof(layers));
    Dense? _output;

    /// <summary>One GRU.</summary>
    /// <param name="units">Its units.</param>
    public RecurrentNetwork(int units)
        : this(new Gru(units))
    {
    }

    /// <inheritdoc/>
    public override string Name => "recurrent";

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        Tensor state = input;
        foreach (Layer layer in _layers)
            state = layer.Forward(context, state);
        return _output!.Forward(context, WithContext(context, state));
    }

    /// <inheritdoc/>
    protected override Shape BuildLayers(ModelBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        int description = BuildDescription(builder);
        Shape state = input;
        foreach (Layer layer in _layers)
            state = builder.Add(layer, state);
        if (state.Rank != 1)
            throw new ShapeMismatchException(Name, "a last layer that gives one state, [units], and no sequence", state, nameof(input));
        return builder.Add(_output = new Dense(Shape.Outputs), [state.Last + (Shape.Horizon * Shape.KnownWidth) + description]);
    }

    internal override void WriteOptions(JsonObject options) => options["layers"] = new JsonArray([.. _layers.Select(LayerRegistry.Write)]);
}

using Unroll.Layers;
using Unroll.Parameters;
using Unroll.Regularizers;
using Unroll.Tensors;

namespace Unroll.Models;

/// <summary>
/// Takes the layers of a model while it is built: in <see cref="Model.BuildLayers"/>, each layer is added once, in the order that names and saves them.
/// </summary>
public sealed class ModelBuilder
{
    readonly LayerBuilder _builder;
    readonly List<BuiltLayer> _layers = [];

    readonly Shape[] _sideInputs;

    internal ModelBuilder(ParameterStore store, Shape[] sideInputs) => (_builder, _sideInputs) = (new LayerBuilder(store), sideInputs);

    /// <summary>The parameters that have a regularizer.</summary>
    internal List<(Parameter Parameter, Regularizer Regularizer)> Penalties => _builder.Penalties;

    /// <summary>The layers so far.</summary>
    internal IReadOnlyList<BuiltLayer> Layers => _layers;

    /// <summary>The number of side inputs of a sample.</summary>
    public int SideInputCount => _sideInputs.Length;

    /// <summary>Shape of one sample's side input: what <see cref="LayerContext.SideInput"/> gives in Forward.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <exception cref="InvalidOperationException">The data have fewer side inputs.</exception>
    public Shape SideInput(int index) => index >= 0 && index < _sideInputs.Length
        ? _sideInputs[index]
        : throw new InvalidOperationException(
            $"The model reads side input {index}, but the data have {_sideInputs.Length}: pass all inputs, Fit([first, second], targets).");

    /// <summary>Builds a layer for inputs of a shape. A layer that is shared is added once and called as often as needed: its weights count once.</summary>
    /// <param name="layer">The layer, not yet part of any model.</param>
    /// <param name="input">Shape of one sample of what it reads.</param>
    /// <param name="sideInputs">Shapes of what it reads beside, where it reads several: <c>builder.Add(attention, query, value)</c>.</param>
    /// <returns>Shape of one sample of its output.</returns>
    /// <exception cref="InvalidOperationException">The layer was added before, or belongs to another model.</exception>
    /// <exception cref="ShapeMismatchException">The layer cannot read such samples.</exception>
    public Shape Add(Layer layer, Shape input, params IReadOnlyList<Shape> sideInputs)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (layer.Id >= 0)
            throw new InvalidOperationException(_layers.Exists(built => built.Layer == layer)
                ? $"The layer '{layer.BuiltName}' is added twice: a shared layer is added once and its Forward called as often as needed; in a stack, use "
                    + "two layers."
                : $"The layer '{layer.BuiltName}' already belongs to a model.");
        Shape output = _builder.Build(layer, input, sideInputs);
        _layers.Add(new BuiltLayer(layer, output, layer.Parameters));
        return output;
    }

    /// <summary>Forgets everything: the layers can be built again.</summary>
    internal void Clear()
    {
        _layers.Clear();
        _builder.Clear();
    }
}

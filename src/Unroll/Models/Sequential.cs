using Unroll.Layers;
using Unroll.Tensors;

namespace Unroll.Models;

/// <summary>A stack of layers, each reading the output of the one before: Keras' Sequential.</summary>
public sealed class Sequential : Model
{
    readonly Layer[] _stack;

    /// <summary>A stack of layers, the first reads the samples.</summary>
    /// <exception cref="ArgumentException">There is no layer.</exception>
    public Sequential(params Layer[] layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Length == 0)
            throw new ArgumentException("A model needs at least one layer.", nameof(layers));
        _stack = [.. layers];
    }

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        Tensor output = input;
        foreach (Layer layer in _stack)
            output = layer.Forward(context, output);
        return output;
    }

    private protected override Shape BuildLayers(Shape inputShape)
    {
        Shape shape = inputShape;
        foreach (Layer layer in _stack)
            shape = BuildLayer(layer, shape);
        return shape;
    }
}

using System.Text.Json.Nodes;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>All numbers of a sample as one vector, step after step: Keras' Flatten. A mask ends here.</summary>
public sealed class Flatten : Layer
{
    Shape _output;

    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">The number of steps is unknown.</exception>
    public override Shape Build(LayerBuilder builder, Shape input) => _output = new Shape(Reshape.KnownLength(this, input));

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Reshape.To(this, context, input, _output);
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options) => ArgumentNullException.ThrowIfNull(options);
}

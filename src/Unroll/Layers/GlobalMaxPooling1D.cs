using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>The maximum over all steps: Keras' GlobalMaxPooling1D, which ignores a mask.</summary>
public sealed class GlobalMaxPooling1D : Layer
{
    /// <inheritdoc/>
    public override Shape Build(LayerBuilder builder, Shape input) => new(LayerArguments.Sequence(this, input).Last);

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Tape.MaximumOverTime(input);
    }
}

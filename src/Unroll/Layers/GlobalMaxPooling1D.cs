using System.Text.Json.Nodes;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>
/// The maximum over time, of the steps that a mask lets count: Keras' GlobalMaxPooling1D, except that Keras' ignores a mask, so that padding may be its
/// maximum. A sample without any such step gives zeros.
/// </summary>
public sealed class GlobalMaxPooling1D : Layer
{
    /// <inheritdoc/>
    public override Shape Build(LayerBuilder builder, Shape input) => new(LayerInput.Sequence(this, input).Last);

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Tape.MaximumOverTime(LayerInput.Batch(this, input, rank: 3));
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options) => ArgumentNullException.ThrowIfNull(options);
}

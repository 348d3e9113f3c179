using System.Text.Json.Nodes;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>
/// The mean over time, of the steps that a mask lets count: Keras' GlobalAveragePooling1D. A sample without any such step gives zeros (Keras: NaN).
/// </summary>
public sealed class GlobalAveragePooling1D : Layer
{
    /// <inheritdoc/>
    public override Shape Build(LayerBuilder builder, Shape input) => new(LayerInput.Sequence(this, input).Last);

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Tape.AverageOverTime(LayerInput.Batch(this, input, rank: 3));
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options) => ArgumentNullException.ThrowIfNull(options);
}

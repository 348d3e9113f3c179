using System.Text.Json.Nodes;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>Masks the steps all of whose features have a value, for the following layers to leave out, and sets them to zero: Keras' Masking.</summary>
/// <param name="maskValue">The value.</param>
public sealed class Masking(float maskValue = 0) : Layer
{
    internal Masking(LayerReader options)
        : this(options.Single("mask_value", 0))
    {
    }

    /// <summary>What the features of a masked step are.</summary>
    public float MaskValue { get; } = maskValue;

    /// <inheritdoc/>
    public override Shape Build(LayerBuilder builder, Shape input) => LayerInput.Sequence(this, input);

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Tape.MaskSteps(LayerInput.Batch(this, input, rank: 3), MaskValue);
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options["mask_value"] = MaskValue;
    }

}

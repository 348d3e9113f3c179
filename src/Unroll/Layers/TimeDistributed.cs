using System.Text.Json.Nodes;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>A layer that reads vectors, at every step of a sequence with the same weights: Keras' TimeDistributed.</summary>
/// <param name="layer">The layer; it reads and gives vectors.</param>
public sealed class TimeDistributed(Layer layer) : Layer
{
    internal TimeDistributed(LayerReader options)
        : this(options.Layer("layer"))
    {
    }

    /// <summary>The layer at every step.</summary>
    public Layer Inner { get; } = layer ?? throw new ArgumentNullException(nameof(layer));

    /// <inheritdoc/>
    public override Shape Build(LayerBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Shape output = builder.Build(Inner, new Shape(LayerInput.Sequence(this, input).Last));
        return output.Rank == 1
            ? new Shape(input[0], output[0])
            : throw new ShapeMismatchException(BuiltName, "an inner layer that gives vectors: [features]", output, nameof(output));
    }

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        int steps = LayerInput.Batch(this, input, rank: 3).Shape[0], batch = input.Shape[1];
        Tensor output = Inner.Forward(context, input.WithoutMask().Reshape(new Shape(steps * batch, input.Shape[2])));
        return output.Reshape(new Shape(steps, batch, output.Shape.Last)).WithMaskOf(input);
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options["layer"] = LayerRegistry.Write(Inner);
    }

}

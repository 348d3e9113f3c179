using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>A sequence that has a vector at every step: Keras' RepeatVector, between an encoder and a decoder.</summary>
/// <param name="times">Steps of the sequence.</param>
public sealed class RepeatVector(int times) : Layer
{
    internal RepeatVector(LayerReader options)
        : this(options.Integer("n"))
    {
    }

    /// <summary>Steps of the sequence.</summary>
    public int Times { get; } = Argument.AtLeast(1, times);

    /// <inheritdoc/>
    public override Shape Build(LayerBuilder builder, Shape input) => input.Rank == 1 && input[0] > 0
        ? new Shape(Times, input[0])
        : throw new ShapeMismatchException(BuiltName, "a vector: [features]", input, nameof(input));

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Tape.RepeatOverTime(LayerInput.Batch(this, input, rank: 2), Times);
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options["n"] = Times;
    }

}

using System.Text.Json.Nodes;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>A sequence that has a vector at every step: Keras' RepeatVector, between an encoder and a decoder.</summary>
/// <param name="times">Steps of the sequence.</param>
public sealed class RepeatVector(int times) : Layer
{
    /// <summary>Steps of the sequence.</summary>
    public int Times { get; } = LayerArguments.Positive(times);

    /// <inheritdoc/>
    public override Shape Build(LayerBuilder builder, Shape input) => input.Rank == 1 && input[0] > 0
        ? new Shape(Times, input[0])
        : throw new ShapeMismatchException(BuiltName, "a vector: [features]", input, nameof(input));

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Tape.RepeatOverTime(LayerArguments.Batch(this, input, rank: 2), Times);
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options["n"] = Times;
    }

    internal static RepeatVector Read(LayerReader options) => new(options.Integer("n"));
}

using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Regularizers;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>Turns ids into vectors that are learned: Keras' Embedding.</summary>
/// <param name="inputDim">The number of ids.</param>
/// <param name="outputDim">Length of a vector.</param>
public sealed class Embedding(int inputDim, int outputDim) : Layer
{
    Parameter? _embeddings;

    internal Embedding(LayerReader options)
        : this(options.Integer("input_dim"), options.Integer("output_dim"))
    {
        MaskZero = options.Flag("mask_zero", MaskZero);
        EmbeddingsInitializer = options.Initializer("embeddings_initializer", EmbeddingsInitializer);
        EmbeddingsRegularizer = options.Regularizer("embeddings_regularizer");
    }

    /// <summary>The number of ids.</summary>
    public int InputDim { get; } = Argument.AtLeast(1, inputDim);

    /// <summary>Length of a vector.</summary>
    public int OutputDim { get; } = Argument.AtLeast(1, outputDim);

    /// <summary>How the vectors are drawn.</summary>
    public Initializer EmbeddingsInitializer { get; init; } = Initializer.Uniform;

    /// <summary>Regularizer of the vectors; null for none.</summary>
    public Regularizer? EmbeddingsRegularizer { get; init; }

    /// <summary>Whether id 0 is padding, which the following layers leave out: Keras' mask_zero. It has no effect on single ids.</summary>
    public bool MaskZero { get; init; }

    /// <inheritdoc/>
    public override bool ReadsIds => true;

    /// <inheritdoc/>
    public override bool ReadsStepByStep => true;

    /// <inheritdoc/>
    public override Shape Build(LayerBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (input.Rank > 1)
            throw new ShapeMismatchException(BuiltName, "ids: [time] or []", input, nameof(input));
        _embeddings = builder.AddParameter("embeddings", new Shape(InputDim, OutputDim), EmbeddingsInitializer, EmbeddingsRegularizer);
        return input.Rank == 0 ? new Shape(OutputDim) : new Shape(input[0], OutputDim);
    }

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tensor output = context.Tape.EmbeddingLookup(LayerInput.Kind(this, input), Built(_embeddings).Tensor);
        return MaskZero && input.Shape.Rank == 2 ? context.Tape.MaskZeroIds(output, input) : output;
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options["input_dim"] = InputDim;
        options["output_dim"] = OutputDim;
        options["mask_zero"] = MaskZero;
        options.Write("embeddings_initializer", EmbeddingsInitializer);
        options.Write("embeddings_regularizer", EmbeddingsRegularizer);
    }

}

using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>Every feature vector divided by its root mean square, then scaled by learned weights: Keras' RMSNormalization (Zhang and Sennrich, 2019).</summary>
public sealed class RmsNormalization : Layer
{
    Parameter? _scale;

    /// <summary>A layer with Keras' defaults.</summary>
    public RmsNormalization()
    {
    }

    internal RmsNormalization(LayerReader options) => Epsilon = options.Single("epsilon", Epsilon);

    /// <summary>Added to the mean square; above 0.</summary>
    public float Epsilon { get; init => field = Argument.AboveZero(value); } = 1e-6f;

    /// <inheritdoc/>
    public override bool ReadsStepByStep => true;

    /// <inheritdoc/>
    public override Shape Build(LayerBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (input.Rank == 0 || input.Last < 1)
            throw new ShapeMismatchException(BuiltName, "[…, features]", input, nameof(input));
        _scale = builder.AddParameter("scale", new Shape(input.Last), Initializer.Ones);
        return input;
    }

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        Parameter scale = Built(_scale);
        if (LayerInput.Kind(this, input).Shape.Last != scale.Shape[0])
            throw new ShapeMismatchException(BuiltName, $"[…, {scale.Shape[0]}]", input.Shape, nameof(input));
        return context.Tape.RmsNormalization(input, scale.Tensor, Epsilon).WithMaskOf(input);
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options["epsilon"] = Epsilon;
    }
}

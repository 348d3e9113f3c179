using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>In training, sets each element to zero with a probability and scales the rest up; else passes through: Keras' Dropout.</summary>
/// <param name="rate">The probability, in [0, 1].</param>
public sealed class Dropout(float rate) : Layer
{
    internal Dropout(LayerReader options)
        : this(options.Single("rate"))
    {
    }

    /// <summary>The probability of a zero.</summary>
    public float Rate { get; } = Argument.Fraction(rate);

    /// <inheritdoc/>
    public override bool ReadsStepByStep => true;

    /// <inheritdoc/>
    public override Shape Build(LayerBuilder builder, Shape input) => input;

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.IsTraining && Rate > 0 ? context.Tape.Dropout(input, Rate, context.KeyOf(this)).WithMaskOf(input) : input;
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options["rate"] = Rate;
    }

}

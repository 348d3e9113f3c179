using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>
/// In training, leaves out whole features of a sequence, the same at all of its steps, drawn anew for every row of every batch, and scales the rest up: Keras'
/// SpatialDropout1D, known as locked or variational dropout (Gal and Ghahramani, 2016; Merity et al., 2018). Where a sequence goes on from batch to batch, its
/// next part is drawn anew too.
/// </summary>
/// <param name="rate">The probability that a feature is left out, in [0, 1].</param>
public sealed class SpatialDropout1D(float rate) : Layer
{
    internal SpatialDropout1D(LayerReader options)
        : this(options.Single("rate"))
    {
    }

    /// <summary>The probability that a feature is left out.</summary>
    public float Rate { get; } = Argument.Fraction(rate);

    /// <inheritdoc/>
    public override bool ReadsStepByStep => true;

    /// <inheritdoc/>
    public override Shape Build(LayerBuilder builder, Shape input) => LayerInput.Sequence(this, input);

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.IsTraining && Rate > 0 ? context.Tape.DropoutOverTime(input, Rate, context.KeyOf(this)).WithMaskOf(input) : input;
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options["rate"] = Rate;
    }
}

using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>In training, adds normally distributed noise of mean 0; else passes through: Keras' GaussianNoise.</summary>
/// <param name="deviation">Standard deviation of the noise, at least 0.</param>
public sealed class GaussianNoise(float deviation) : Layer
{
    internal GaussianNoise(LayerReader options)
        : this(options.Single("stddev"))
    {
    }

    /// <summary>Standard deviation of the noise.</summary>
    public float Deviation { get; } = Argument.NotNegative(deviation);

    /// <inheritdoc/>
    public override bool ReadsStepByStep => true;

    /// <inheritdoc/>
    public override Shape Build(LayerBuilder builder, Shape input) => input;

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.IsTraining && Deviation > 0 ? context.Tape.GaussianNoise(input, Deviation, context.KeyOf(this)).WithMaskOf(input) : input;
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options["stddev"] = Deviation;
    }

}

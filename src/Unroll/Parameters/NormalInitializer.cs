using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Parameters;

/// <summary>Normally distributed weights: Keras' RandomNormal.</summary>
/// <param name="mean">Their mean.</param>
/// <param name="deviation">Their standard deviation, at least 0.</param>
public sealed class NormalInitializer(float mean = 0, float deviation = 0.05f) : Initializer
{
    readonly float _deviation = Argument.NotNegative(deviation);

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        foreach (ref float value in values)
            value = (float)(mean + (_deviation * random.NextNormal()));
    }

    internal override string? Describe(JsonObject options)
    {
        (options["mean"], options["stddev"]) = (mean, _deviation);
        return "random_normal";
    }
}

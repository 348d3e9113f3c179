using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Parameters;

/// <summary>Normally distributed weights, drawn again when they are further than two deviations from the mean: Keras' TruncatedNormal.</summary>
/// <param name="mean">The mean.</param>
/// <param name="deviation">The standard deviation before the cut, at least 0; that of the weights is 0.8796 of it.</param>
public sealed class TruncatedNormalInitializer(float mean = 0, float deviation = 0.05f) : Initializer
{
    const double Cut = 2;

    readonly float _deviation = Argument.NotNegative(deviation);

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        foreach (ref float value in values)
        {
            double normal = random.NextNormal();
            while (Math.Abs(normal) > Cut)
                normal = random.NextNormal();
            value = (float)(mean + (_deviation * normal));
        }
    }

    internal override string? Describe(JsonObject options)
    {
        (options["mean"], options["stddev"]) = (mean, _deviation);
        return "truncated_normal";
    }
}

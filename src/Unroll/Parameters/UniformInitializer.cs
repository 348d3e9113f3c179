using System.Text.Json.Nodes;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Parameters;

/// <summary>Uniform on [minimum, maximum).</summary>
public sealed class UniformInitializer(float minimum, float maximum) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        for (int i = 0; i < values.Length; i++)
            values[i] = minimum + ((maximum - minimum) * random.NextSingle());
    }

    internal override string? Describe(JsonObject options)
    {
        (options["minval"], options["maxval"]) = (minimum, maximum);
        return "random_uniform";
    }
}

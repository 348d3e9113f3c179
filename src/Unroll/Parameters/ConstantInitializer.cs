using System.Text.Json.Nodes;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Parameters;

/// <summary>Every weight has the same value.</summary>
public sealed class ConstantInitializer(float value) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random) => values.Fill(value);

    internal override string? Describe(JsonObject options)
    {
        if (value is 0 or 1)
            return value == 0 ? "zeros" : "ones";
        options["value"] = value;
        return "constant";
    }
}

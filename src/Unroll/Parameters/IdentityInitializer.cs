using System.Text.Json.Nodes;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Parameters;

/// <summary>
/// The gain on the diagonal of a matrix, zeros elsewhere: Keras' Identity; what a recurrent kernel of relu units starts from (Le et al., 2015).
/// </summary>
/// <param name="gain">The diagonal.</param>
public sealed class IdentityInitializer(float gain = 1) : Initializer
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The parameter is not a matrix.</exception>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        Require(shape);
        values.Clear();
        for (int i = 0; i < Math.Min(shape[0], shape[1]); i++)
            values[(i * shape[1]) + i] = gain;
    }

    internal override void Require(Shape shape)
    {
        if (shape.Rank != 2)
            throw new ArgumentException($"An identity matrix has two extents; the parameter's shape is {shape}.", nameof(shape));
    }

    internal override string? Describe(JsonObject options)
    {
        if (gain != 1)
            options["gain"] = gain;
        return "identity";
    }
}

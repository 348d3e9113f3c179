using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Parameters;

/// <summary>Uniform on ±√(6 / (fan in + fan out)); the fans of a matrix are its rows and columns.</summary>
public sealed class GlorotUniformInitializer : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        double fans = shape.Rank switch { 0 => 2, 1 => 2.0 * shape[0], _ => shape.Rows + shape.Last };
        float limit = (float)Math.Sqrt(6 / fans);
        new UniformInitializer(-limit, limit).Fill(values, shape, random);
    }
}

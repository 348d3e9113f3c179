using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Parameters;

/// <summary>The bias of an LSTM with Keras' unit_forget_bias: ones for the forget gate, the second of four blocks (Jozefowicz et al., 2015).</summary>
/// <param name="others">Draws the biases of the other gates.</param>
sealed class ForgetGateBias(Initializer others) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        int units = values.Length / 4;
        others.Fill(values, shape, random);
        values.Slice(units, units).Fill(1);
    }

    internal override void Require(Shape shape) => others.Require(shape);
}

using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Parameters;

/// <summary>The bias of an LSTM with Keras' unit_forget_bias: ones for the forget gate (the second of four blocks), zeros else (Jozefowicz et al., 2015).</summary>
public sealed class ForgetGateBias : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        int units = values.Length / 4;
        values.Clear();
        values.Slice(units, units).Fill(1);
    }
}

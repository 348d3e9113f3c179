using Unroll.Autograd;
using Unroll.Kernels.Random;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Inverted dropout (Srivastava et al., 2014).</summary>
public static class DropoutOperation
{
    /// <summary>Sets each element to zero with probability <paramref name="rate"/> and scales the rest by 1 / (1 − rate).</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">Any shape.</param>
    /// <param name="rate">In [0, 1].</param>
    /// <param name="key">Which mask; backward draws the same one.</param>
    public static Tensor Dropout(this Tape tape, Tensor x, float rate, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (rate is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A dropout rate lies between 0 and 1.");
        Tensor y = tape.Allocate(x.Shape, x.RequiresGradient);
        DropoutKernel.Run(tape.Workers, key.Value, rate, x.Values, y.Values);
        if (y.RequiresGradient)
            tape.Record<DropoutEntry>().Save(x, y, rate, key);
        return y;
    }

    sealed class DropoutEntry : TapeEntry
    {
        Tensor _x, _y;
        float _rate;
        RandomKey _key;

        public void Save(Tensor x, Tensor y, float rate, RandomKey key) => (_x, _y, _rate, _key) = (x, y, rate, key);

        public override void Backward(Tape tape)
        {
            if (_y.HasGradient)
                DropoutKernel.Run(tape.Workers, _key.Value, _rate, _y.Gradients, _x.Gradients, _x.AccumulatesGradient());
        }
    }
}

using Unroll.Autograd;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Random;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Additive noise.</summary>
public static class GaussianNoiseOperation
{
    /// <summary>x + deviation · z with z of the standard normal distribution.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">Any shape.</param>
    /// <param name="deviation">Standard deviation of the noise, at least 0.</param>
    /// <param name="key">Which noise.</param>
    public static Tensor GaussianNoise(this Tape tape, Tensor x, float deviation, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (!(deviation >= 0) || !float.IsFinite(deviation))
            throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "A standard deviation is at least 0.");
        Tensor y = tape.Allocate(x.Shape, x.RequiresGradient);
        NoiseKernel.Run(tape.Workers, key.Value, deviation, x.Values, y.Values);
        if (y.RequiresGradient)
            tape.Record<GaussianNoiseEntry>().Save(x, y);
        return y;
    }

    sealed class GaussianNoiseEntry : TapeEntry
    {
        Tensor _x, _y;

        public void Save(Tensor x, Tensor y) => (_x, _y) = (x, y);

        public override void Backward(Tape tape)
        {
            if (_y.HasGradient)
                ElementLoop.Run(tape.Workers, new ScaleFunction(1), _y.Gradients, _x.Gradients, _x.AccumulatesGradient());
        }
    }
}

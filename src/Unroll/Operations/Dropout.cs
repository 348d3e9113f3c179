using Unroll.Autograd;
using Unroll.Kernels.Elementwise;
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
        Check(rate);
        Tensor y = tape.Allocate(x.Shape, x.RequiresGradient);
        DropoutKernel.Run(tape.Workers, key.Value, rate, x.Values, y.Values);
        if (y.RequiresGradient)
            tape.Record<DropoutEntry>().Save(x, y, rate, key);
        return y;
    }

    /// <summary>What dropout multiplies with: 0 with probability <paramref name="rate"/>, else 1 / (1 − rate). No gradient flows into it.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="shape">Its extents.</param>
    /// <param name="rate">In [0, 1].</param>
    /// <param name="key">Which mask.</param>
    public static Tensor DropoutMask(this Tape tape, Shape shape, float rate, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(tape);
        Check(rate);
        Tensor mask = tape.Arena.Allocate(shape);
        mask.Values.Fill(1);
        DropoutKernel.Run(tape.Workers, key.Value, rate, mask.Values, mask.Values);
        return mask;
    }

    /// <summary>0 with probability <paramref name="rate"/>, else 1.</summary>
    internal static Tensor KeptMask(this Tape tape, Shape shape, float rate, RandomKey key)
    {
        Tensor mask = tape.Arena.Allocate(shape);
        mask.Values.Fill(1);
        DropoutKernel.Run(tape.Workers, key.Value, rate, mask.Values, mask.Values, scales: false);
        return mask;
    }

    /// <summary>Dropout that leaves out the same features of a row at every step: the recurrent layers' dropout of their input.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[time, batch, features].</param>
    /// <param name="rate">In [0, 1].</param>
    /// <param name="key">Which mask.</param>
    /// <exception cref="ShapeMismatchException">x is no batch of sequences.</exception>
    public static Tensor DropoutOverTime(this Tape tape, Tensor x, float rate, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (x.Shape.Rank != 3)
            throw new ShapeMismatchException(nameof(DropoutOverTime), "[time, batch, features]", x.Shape, nameof(x));
        Tensor mask = tape.DropoutMask(new Shape(x.Shape[1], x.Shape[2]), rate, key), y = tape.Allocate(x.Shape, x.RequiresGradient);
        MultiplySteps(tape, x.Values, mask.Values, y.Values, accumulate: false);
        if (y.RequiresGradient)
            tape.Record<DropoutOverTimeEntry>().Save(x, mask, y);
        return y;
    }

    static void Check(float rate)
    {
        if (rate is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A dropout rate lies between 0 and 1.");
    }

    static void MultiplySteps(Tape tape, ReadOnlySpan<float> x, ReadOnlySpan<float> mask, Span<float> y, bool accumulate)
    {
        for (int first = 0; first < y.Length; first += mask.Length)
            ElementLoop.Run(tape.Workers, default(MultiplyFunction), x.Slice(first, mask.Length), mask, y.Slice(first, mask.Length), accumulate);
    }

    sealed class DropoutOverTimeEntry : TapeEntry
    {
        Tensor _x, _mask, _y;

        public void Save(Tensor x, Tensor mask, Tensor y) => (_x, _mask, _y) = (x, mask, y);

        public override void Backward(Tape tape)
        {
            if (_y.HasGradient)
                MultiplySteps(tape, _y.Gradients, _mask.Values, _x.Gradients, _x.AccumulatesGradient());
        }
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

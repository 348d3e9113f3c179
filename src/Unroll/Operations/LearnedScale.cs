using Unroll.Autograd;
using Unroll.Kernels.Elementwise;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Scaling by a number that is learned.</summary>
public static class LearnedScaleOperation
{
    /// <summary>x · factor.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">Any shape.</param>
    /// <param name="factor">One number.</param>
    /// <exception cref="ShapeMismatchException">The factor is not one number.</exception>
    public static Tensor Scale(this Tape tape, Tensor x, Tensor factor)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (factor.Shape.Length != 1)
            throw new ShapeMismatchException(nameof(Scale), "one number", factor.Shape, nameof(factor));
        Tensor y = tape.Allocate(x.Shape, x.RequiresGradient || factor.RequiresGradient);
        ElementLoop.Run(tape.Workers, new ScaleFunction(factor.Values[0]), x.Values, y.Values);
        if (y.RequiresGradient)
            tape.Record<LearnedScaleEntry>().Save(x, factor, y);
        return y;
    }

    sealed class LearnedScaleEntry : TapeEntry
    {
        Tensor _x, _factor, _y;

        public void Save(Tensor x, Tensor factor, Tensor y) => (_x, _factor, _y) = (x, factor, y);

        public override void Backward(Tape tape)
        {
            if (!_y.HasGradient)
                return;
            if (_x.RequiresGradient)
                ElementLoop.Run(tape.Workers, new ScaleFunction(_factor.Values[0]), _y.Gradients, _x.Gradients, _x.AccumulatesGradient());
            if (!_factor.RequiresGradient)
                return;
            Span<float> products = tape.Arena.Scratch(_x.Shape.Length);
            ElementLoop.Run(tape.Workers, default(MultiplyFunction), _y.Gradients, _x.Values, products);
            float sum = (float)Reductions.Sum(tape.Workers, products), before = _factor.AccumulatesGradient() ? _factor.Gradients[0] : 0;
            _factor.Gradients[0] = before + sum;
        }
    }
}

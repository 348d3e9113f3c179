using Unroll.Autograd;
using Unroll.Kernels.Normalization;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Root mean square normalization (Zhang and Sennrich, 2019) over the last axis.</summary>
public static class RmsNormalizationOperation
{
    /// <summary>x/√(mean(x²) + ε)·γ of every feature vector.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[…, features].</param>
    /// <param name="gamma">γ: [features], or empty.</param>
    /// <param name="epsilon">ε, above 0.</param>
    /// <exception cref="ShapeMismatchException">γ has not the features of x.</exception>
    public static Tensor RmsNormalization(this Tape tape, Tensor x, Tensor gamma, float epsilon)
    {
        ArgumentNullException.ThrowIfNull(tape);
        int rows = x.Shape.Rows, columns = x.Shape.Last;
        if (!gamma.IsEmpty && gamma.Shape.Length != columns)
            throw new ShapeMismatchException(nameof(RmsNormalization), $"({columns},)", gamma.Shape, nameof(gamma));
        Tensor y = tape.Allocate(x.Shape, x.RequiresGradient || (!gamma.IsEmpty && gamma.RequiresGradient));
        Tensor means = tape.Arena.Allocate(new Shape(rows)), inverses = tape.Arena.Allocate(new Shape(rows));
        LayerNormalizationForward.Run(tape.Workers, x.Values, rows, columns, ValuesOf(gamma), [], epsilon, y.Values, means.Values, inverses.Values,
            isCentered: false);
        if (y.RequiresGradient)
            tape.Record<RmsNormalizationEntry>().Save(x, gamma, y, means, inverses);
        return y;
    }

    static Span<float> ValuesOf(Tensor parameter) => parameter.IsEmpty ? [] : parameter.Values;

    sealed class RmsNormalizationEntry : TapeEntry
    {
        Tensor _x, _gamma, _y, _means, _inverses;

        public void Save(Tensor x, Tensor gamma, Tensor y, Tensor means, Tensor inverses) =>
            (_x, _gamma, _y, _means, _inverses) = (x, gamma, y, means, inverses);

        public override void Backward(Tape tape)
        {
            if (!_y.HasGradient)
                return;
            int rows = _x.Shape.Rows, columns = _x.Shape.Last;
            LayerNormalizationBackward.Run(tape.Workers, _x.Values, _y.Gradients, rows, columns, ValuesOf(_gamma), _means.Values, _inverses.Values,
                TargetOf(_x), TargetOf(_gamma), default, tape.Arena.Scratch(LayerNormalizationBackward.ScratchLength(rows, columns)), isCentered: false);
        }

        static GradientTarget TargetOf(Tensor tensor) =>
            !tensor.IsEmpty && tensor.RequiresGradient ? new(tensor.Gradients, tensor.AccumulatesGradient()) : default;
    }
}

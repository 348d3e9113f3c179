using Unroll.Autograd;
using Unroll.Kernels.MatMul;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>The product with a matrix of weights.</summary>
public static class MatMulOperation
{
    /// <summary>x·W, or x·W + b, for every feature vector of x.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[…, features].</param>
    /// <param name="weights">W: [features, units].</param>
    /// <param name="bias">b: [units], or empty.</param>
    /// <returns>[…, units].</returns>
    /// <exception cref="ShapeMismatchException">The features of x are not the rows of W.</exception>
    public static Tensor MatMul(this Tape tape, Tensor x, Tensor weights, Tensor bias = default)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (weights.Shape.Rank != 2 || x.Shape.Last != weights.Shape[0])
            throw new ShapeMismatchException("MatMul", $"[…, {weights.Shape[0]}] for weights {weights.Shape}", x.Shape, nameof(x));

        bool gradient = x.RequiresGradient || weights.RequiresGradient || (!bias.IsEmpty && bias.RequiresGradient);
        Tensor y = tape.Allocate(x.Shape.WithLast(weights.Shape[1]), gradient);
        var layout = new PanelLayout(weights.Shape[0], weights.Shape[1], Format: tape.WeightFormat);
        MatrixProduct.Run(tape.Workers, new MatrixView(x.Values, layout.Depth), weights.Packed(tape, layout), layout, x.Shape.Rows,
            bias.IsEmpty ? [] : bias.Values, y.Values, layout.Columns);
        if (y.RequiresGradient)
            tape.Record<MatMulEntry>().Save(x, weights, bias, y);
        return y;
    }

    sealed class MatMulEntry : TapeEntry
    {
        Tensor _x, _weights, _bias, _y;

        public void Save(Tensor x, Tensor weights, Tensor bias, Tensor y) => (_x, _weights, _bias, _y) = (x, weights, bias, y);

        public override void Backward(Tape tape)
        {
            if (!_y.HasGradient)
                return;
            int features = _weights.Shape[0], units = _weights.Shape[1];
            GradientProduct.Run(tape.Workers, new WeightGradient(_weights).From(_x.Values, features), new WeightGradient(_bias).Sum(), default, default,
                _y.Gradients, units, units, _x.Shape.Rows);
            InputGradient.Run(tape, _x, _weights, _y.Gradients, units);
        }
    }
}

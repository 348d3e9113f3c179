using Unroll.Autograd;
using Unroll.Kernels.Elementwise;
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
        int rows = x.Shape.Rows, depth = weights.Shape[0], columns = weights.Shape[1];
        MatrixProduct.Run(tape.Workers, new MatrixView(x.Values, depth), new MatrixView(weights.Values, columns), rows, columns, depth,
            bias.IsEmpty ? [] : bias.Values, y.Values, columns);
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
            if (_y.HasGradient)
                LinearGradients.Run(tape, _x, _weights, _bias, _y.Gradients);
        }
    }
}

using Unroll.Autograd;
using Unroll.Kernels.MatMul;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>The product with the transpose of a matrix of weights.</summary>
public static class MatMulTransposedOperation
{
    /// <summary>
    /// x·Wᵀ, or x·Wᵀ + b, for every feature vector of x: where a table of embeddings is the output's weights too, or weights lie as PyTorch has them.
    /// </summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[…, features].</param>
    /// <param name="weights">W: [units, features].</param>
    /// <param name="bias">b: [units], or empty.</param>
    /// <returns>[…, units].</returns>
    /// <exception cref="ShapeMismatchException">The features of x are not the columns of W.</exception>
    public static Tensor MatMulTransposed(this Tape tape, Tensor x, Tensor weights, Tensor bias = default)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (weights.Shape.Rank != 2 || x.Shape.Last != weights.Shape[1])
            throw new ShapeMismatchException(nameof(MatMulTransposed), $"[…, {weights.Shape.Last}] for weights {weights.Shape}", x.Shape, nameof(x));

        bool gradient = x.RequiresGradient || weights.RequiresGradient || (!bias.IsEmpty && bias.RequiresGradient);
        Tensor y = tape.Allocate(x.Shape.WithLast(weights.Shape[0]), gradient);
        var layout = new PanelLayout(weights.Shape[1], weights.Shape[0], Format: tape.WeightFormat);
        MatrixProduct.Run(tape.Workers, new MatrixView(x.Values, layout.Depth), weights.Packed(tape.Workers, tape.Arena, layout, transposed: true), layout,
            x.Shape.Rows, bias.IsEmpty ? [] : bias.Values, y.Values, layout.Columns);
        if (y.RequiresGradient)
            tape.Record<MatMulTransposedEntry>().Save(x, weights, bias, y);
        return y;
    }

    sealed class MatMulTransposedEntry : TapeEntry
    {
        Tensor _x, _weights, _bias, _y;

        public void Save(Tensor x, Tensor weights, Tensor bias, Tensor y) => (_x, _weights, _bias, _y) = (x, weights, bias, y);

        public override void Backward(Tape tape)
        {
            if (!_y.HasGradient)
                return;
            int units = _weights.Shape[0], features = _weights.Shape[1], rows = _x.Shape.Rows;

            // dW = dyᵀ·x: what W is to x elsewhere, dy is here.
            if (_weights.RequiresGradient)
                GradientProduct.Run(tape.Workers, new(_y.Gradients, units, units, _weights.Gradients, features, _weights.AccumulatesGradient()), default,
                    default, default, _x.Values, features, features, rows);
            GradientProduct.Run(tape.Workers, new WeightGradient(_bias).Sum(), default, default, default, _y.Gradients, units, units, rows);
            if (!_x.RequiresGradient)
                return;
            var layout = new PanelLayout(units, features);
            MatrixProduct.Run(tape.Workers, new MatrixView(_y.Gradients, units), _weights.Packed(tape.Workers, tape.Arena, layout), layout, rows, [],
                _x.Gradients, features, _x.AccumulatesGradient());
        }
    }
}

using Unroll.Autograd;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.MatMul;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>The gradients of y = x·W + b, which a Dense layer and the input side of every recurrent layer share: three products over all rows.</summary>
static class LinearGradients
{
    /// <summary>dW (+)= xᵀ·dy, db (+)= Σ dy, dx (+)= dy·Wᵀ, as far as each is required.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[rows, features].</param>
    /// <param name="weights">W: [features, units].</param>
    /// <param name="bias">b: [units], or empty.</param>
    /// <param name="dy">[rows, units].</param>
    public static void Run(Tape tape, Tensor x, Tensor weights, Tensor bias, ReadOnlySpan<float> dy)
    {
        int rows = x.Shape.Rows, features = weights.Shape[0], units = weights.Shape[1];
        if (weights.RequiresGradient)
            MatrixProduct.Run(tape.Workers, new MatrixView(x.Values, features).Transposed, new MatrixView(dy, units), features, units, rows, [],
                weights.Gradients, units, weights.AccumulatesGradient());
        if (!bias.IsEmpty && bias.RequiresGradient)
            ColumnSum.Run(tape.Workers, dy, rows, units, units, bias.Gradients, bias.AccumulatesGradient());
        if (x.RequiresGradient)
            MatrixProduct.Run(tape.Workers, new MatrixView(dy, units), new MatrixView(weights.Values, units).Transposed, rows, features, units, [],
                x.Gradients, features, x.AccumulatesGradient());
    }
}

using Unroll.Autograd;
using Unroll.Kernels.MatMul;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>The gradient of x in x·W, for Dense layers and the input side of recurrent ones.</summary>
static class InputGradient
{
    /// <summary>dx (+)= dy·Wᵀ, if it is required.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[rows, features].</param>
    /// <param name="weights">W: [features, units].</param>
    /// <param name="dy">[rows, units].</param>
    /// <param name="stride">Floats from row to row of dy.</param>
    public static void Run(Tape tape, Tensor x, Tensor weights, ReadOnlySpan<float> dy, int stride)
    {
        if (!x.RequiresGradient)
            return;
        int features = weights.Shape[0];
        var layout = new PanelLayout(weights.Shape[1], features);
        MatrixProduct.Run(tape.Workers, new MatrixView(dy, stride), weights.Packed(tape.Workers, tape.Arena, layout, transposed: true), layout, x.Shape.Rows,
            [],
            x.Gradients, features, x.AccumulatesGradient());
    }
}

using Unroll.Autograd;
using Unroll.Kernels.MatMul;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>The input side of a recurrent layer, x·W + b of all steps in one product; the layer's own entry takes it back.</summary>
static class InputProjection
{
    /// <returns>[time, batch, gates·units], to be activated in place.</returns>
    public static Tensor ProjectInput(this Tape tape, Tensor x, Tensor kernel, ReadOnlySpan<float> bias, bool requiresGradient)
    {
        int features = kernel.Shape[0], columns = kernel.Shape[1];
        if (x.Shape.Last != features)
            throw new ShapeMismatchException("Recurrent layer", $"[time, batch, {features}]", x.Shape, nameof(x));
        Tensor gates = tape.Allocate(x.Shape.WithLast(columns), requiresGradient);
        MatrixProduct.Run(tape.Workers, new MatrixView(x.Values, features), new MatrixView(kernel.Values, columns), x.Shape.Rows, columns, features, bias,
            gates.Values, columns);
        return gates;
    }
}

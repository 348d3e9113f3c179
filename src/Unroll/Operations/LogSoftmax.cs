using Unroll.Autograd;
using Unroll.Kernels.Softmax;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>The logarithm of softmax over the last axis.</summary>
public static class LogSoftmaxOperation
{
    /// <summary>xᵢ − ln Σ eˣʲ.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[…, classes].</param>
    public static Tensor LogSoftmax(this Tape tape, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(tape);
        Tensor y = tape.Allocate(x.Shape, x.RequiresGradient);
        LogSoftmaxKernel.Forward(tape.Workers, x.Values, x.Shape.Rows, x.Shape.Last, y.Values);
        if (y.RequiresGradient)
            tape.Record<LogSoftmaxEntry>().Save(x, y);
        return y;
    }

    sealed class LogSoftmaxEntry : TapeEntry
    {
        Tensor _x, _y;

        public void Save(Tensor x, Tensor y) => (_x, _y) = (x, y);

        public override void Backward(Tape tape)
        {
            if (_y.HasGradient)
                LogSoftmaxKernel.Backward(tape.Workers, _y.Values, _y.Gradients, _x.Shape.Rows, _x.Shape.Last, _x.Gradients, _x.AccumulatesGradient());
        }
    }
}

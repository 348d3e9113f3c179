using Unroll.Autograd;
using Unroll.Kernels.Softmax;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Softmax over the last axis.</summary>
public static class SoftmaxOperation
{
    /// <summary>eˣⁱ / Σ eˣʲ. A cross-entropy that follows on the same tape goes back to x in one step.</summary>
    public static Tensor Softmax(this Tape tape, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(tape);
        Tensor y = tape.Allocate(x.Shape, x.RequiresGradient), logSums = tape.Allocate(new Shape(x.Shape.Rows), requiresGradient: false);
        SoftmaxKernel.Forward(tape.Workers, x.Values, x.Shape.Rows, x.Shape.Last, y.Values, logSums.Values);
        tape.Record<SoftmaxEntry>().Save(x, y, logSums);
        return y;
    }
}

/// <summary>The backward half of softmax, which also tells a cross-entropy what the probabilities were made from.</summary>
sealed class SoftmaxEntry : TapeEntry
{
    public Tensor Logits { get; private set; }

    public Tensor Probabilities { get; private set; }

    /// <summary>ln Σ eˣʲ of every row.</summary>
    public Tensor LogSums { get; private set; }

    public void Save(Tensor x, Tensor y, Tensor logSums) => (Logits, Probabilities, LogSums) = (x, y, logSums);

    public override void Backward(Tape tape)
    {
        if (Probabilities.RequiresGradient && Probabilities.HasGradient)
            SoftmaxKernel.Backward(tape.Workers, Probabilities.Values, Probabilities.Gradients, Logits.Shape.Rows, Logits.Shape.Last, Logits.Gradients,
                Logits.AccumulatesGradient());
    }
}

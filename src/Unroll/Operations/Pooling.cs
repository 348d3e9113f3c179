using Unroll.Autograd;
using Unroll.Kernels.Pooling;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>One vector from all steps of a sequence.</summary>
public static class PoolingOperations
{
    /// <summary>The mean over time of the steps that the mask, if there is one, lets count. A row without any gives zeros, where Keras gives NaN.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[time, batch, features].</param>
    /// <returns>[batch, features].</returns>
    public static Tensor AverageOverTime(this Tape tape, Tensor x)
    {
        Tensor y = Allocate(tape, x, nameof(AverageOverTime));
        AveragePoolingKernel.Forward(tape.Workers, x.Values, ShapeOf(x), x.Mask, y.Values);
        if (y.RequiresGradient)
            tape.Record<AverageEntry>().Save(x, y);
        return y;
    }

    /// <summary>
    /// The maximum over time of the steps that the mask, if there is one, lets count; equal maxima share the gradient alike. A row without any gives zeros.
    /// Keras lets masked steps take part.
    /// </summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[time, batch, features].</param>
    /// <returns>[batch, features].</returns>
    public static Tensor MaximumOverTime(this Tape tape, Tensor x)
    {
        Tensor y = Allocate(tape, x, nameof(MaximumOverTime));
        MaximumPoolingKernel.Forward(tape.Workers, x.Values, ShapeOf(x), x.Mask, y.Values);
        if (y.RequiresGradient)
            tape.Record<MaximumEntry>().Save(x, y);
        return y;
    }

    static Tensor Allocate(Tape tape, Tensor x, string operation)
    {
        return x.Shape.Rank == 3 && x.Shape[0] > 0
            ? tape.Allocate(new Shape(x.Shape[1], x.Shape[2]), x.RequiresGradient)
            : throw new ShapeMismatchException(operation, "[time, batch, features] with at least one time step", x.Shape, nameof(x));
    }

    static PoolingShape ShapeOf(Tensor x) => new(x.Shape[0], x.Shape[1], x.Shape[2]);

    abstract class PoolingEntry : TapeEntry
    {
        protected Tensor X { get; private set; }

        protected Tensor Y { get; private set; }

        public void Save(Tensor x, Tensor y) => (X, Y) = (x, y);
    }

    sealed class AverageEntry : PoolingEntry
    {
        public override void Backward(Tape tape)
        {
            if (Y.HasGradient)
                AveragePoolingKernel.Backward(tape.Workers, Y.Gradients, ShapeOf(X), X.Mask, X.Gradients, X.AccumulatesGradient());
        }
    }

    sealed class MaximumEntry : PoolingEntry
    {
        public override void Backward(Tape tape)
        {
            if (!Y.HasGradient)
                return;
            bool accumulate = X.AccumulatesGradient();
            MaximumPoolingKernel.Backward(tape.Workers, X.Values, ShapeOf(X), X.Mask, Y.Values, Y.Gradients, X.Gradients, accumulate);
        }
    }
}

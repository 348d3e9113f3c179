using Unroll.Autograd;
using Unroll.Kernels.Elementwise;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Element-wise arithmetic of two tensors of one shape, for layers and losses of the user's own.</summary>
public static class ArithmeticOperations
{
    /// <summary>a + b.</summary>
    /// <exception cref="ShapeMismatchException">The shapes differ.</exception>
    public static Tensor Add(this Tape tape, Tensor a, Tensor b) => Run<AddFunction, AddEntry>(tape, a, b);

    /// <summary>a − b.</summary>
    /// <exception cref="ShapeMismatchException">The shapes differ.</exception>
    public static Tensor Subtract(this Tape tape, Tensor a, Tensor b) => Run<SubtractFunction, SubtractEntry>(tape, a, b);

    /// <summary>a · b, element by element.</summary>
    /// <exception cref="ShapeMismatchException">The shapes differ.</exception>
    public static Tensor Multiply(this Tape tape, Tensor a, Tensor b) => Run<MultiplyFunction, MultiplyEntry>(tape, a, b);

    /// <summary>(a + b) / 2.</summary>
    /// <exception cref="ShapeMismatchException">The shapes differ.</exception>
    public static Tensor Average(this Tape tape, Tensor a, Tensor b) => Run<MeanFunction, AverageEntry>(tape, a, b);

    static Tensor Run<TFunction, TEntry>(Tape tape, Tensor a, Tensor b)
        where TFunction : struct, IElementFunction
        where TEntry : PairEntry, new()
    {
        if (a.Shape != b.Shape)
            throw new ShapeMismatchException("Element-wise operation", $"two tensors of shape {a.Shape}", b.Shape, nameof(b));
        Tensor y = tape.Allocate(a.Shape, a.RequiresGradient || b.RequiresGradient);
        ElementLoop.Run(tape.Workers, default(TFunction), a.Values, b.Values, y.Values);
        if (y.RequiresGradient)
            tape.Record<TEntry>().Save(a, b, y);
        return y;
    }

    abstract class PairEntry : TapeEntry
    {
        protected Tensor A { get; private set; }

        protected Tensor B { get; private set; }

        protected Tensor Y { get; private set; }

        public void Save(Tensor a, Tensor b, Tensor y) => (A, B, Y) = (a, b, y);

        public override void Backward(Tape tape)
        {
            if (!Y.HasGradient)
                return;
            if (A.RequiresGradient)
                BackwardA(tape, A.AccumulatesGradient());
            if (B.RequiresGradient)
                BackwardB(tape, B.AccumulatesGradient());
        }

        protected abstract void BackwardA(Tape tape, bool accumulate);

        protected abstract void BackwardB(Tape tape, bool accumulate);
    }

    /// <summary>y = p·a + q·b.</summary>
    abstract class LinearEntry(float p, float q) : PairEntry
    {
        protected override void BackwardA(Tape tape, bool accumulate) =>
            ElementLoop.Run(tape.Workers, new ScaleFunction(p), Y.Gradients, A.Gradients, accumulate);

        protected override void BackwardB(Tape tape, bool accumulate) =>
            ElementLoop.Run(tape.Workers, new ScaleFunction(q), Y.Gradients, B.Gradients, accumulate);
    }

    sealed class AddEntry() : LinearEntry(1, 1);

    sealed class SubtractEntry() : LinearEntry(1, -1);

    sealed class AverageEntry() : LinearEntry(0.5f, 0.5f);

    sealed class MultiplyEntry : PairEntry
    {
        protected override void BackwardA(Tape tape, bool accumulate) =>
            ElementLoop.Run(tape.Workers, default(MultiplyFunction), Y.Gradients, B.Values, A.Gradients, accumulate);

        protected override void BackwardB(Tape tape, bool accumulate) =>
            ElementLoop.Run(tape.Workers, default(MultiplyFunction), Y.Gradients, A.Values, B.Gradients, accumulate);
    }
}

using Unroll.Autograd;
using Unroll.Kernels.Elementwise;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Functions of one tensor: scaling, exponential, logarithm, sum and mean.</summary>
public static class ElementaryOperations
{
    /// <summary>x · factor.</summary>
    public static Tensor Scale(this Tape tape, Tensor x, float factor)
    {
        Tensor y = Map(tape, x, new ScaleFunction(factor));
        if (y.RequiresGradient)
            tape.Record<ScaleEntry>().Save(x, y, factor);
        return y;
    }

    /// <summary>eˣ.</summary>
    public static Tensor Exp(this Tape tape, Tensor x)
    {
        Tensor y = Map(tape, x, default(ExpFunction));
        if (y.RequiresGradient)
            tape.Record<ExpEntry>().Save(x, y, 0);
        return y;
    }

    /// <summary>ln x.</summary>
    public static Tensor Log(this Tape tape, Tensor x)
    {
        Tensor y = Map(tape, x, default(LogFunction));
        if (y.RequiresGradient)
            tape.Record<LogEntry>().Save(x, y, 0);
        return y;
    }

    /// <summary>Σ x over all elements: one number.</summary>
    public static Tensor Sum(this Tape tape, Tensor x) => ScaledSum(tape, x, 1);

    /// <summary>The mean of all elements: one number.</summary>
    public static Tensor Mean(this Tape tape, Tensor x) => ScaledSum(tape, x, 1f / x.Shape.Length);

    static Tensor ScaledSum(Tape tape, Tensor x, float factor)
    {
        Tensor y = tape.Allocate(new Shape(1), x.RequiresGradient);
        y.Values[0] = (float)(Reductions.Sum(tape.Workers, x.Values) * factor);
        if (y.RequiresGradient)
            tape.Record<SumEntry>().Save(x, y, factor);
        return y;
    }

    static Tensor Map<TFunction>(Tape tape, Tensor x, TFunction function) where TFunction : struct, IElementFunction
    {
        Tensor y = tape.Allocate(x.Shape, x.RequiresGradient);
        ElementLoop.Run(tape.Workers, function, x.Values, y.Values);
        return y;
    }

    abstract class MapEntry : TapeEntry
    {
        protected Tensor X { get; private set; }

        protected Tensor Y { get; private set; }

        protected float Factor { get; private set; }

        public void Save(Tensor x, Tensor y, float factor) => (X, Y, Factor) = (x, y, factor);

        public override void Backward(Tape tape)
        {
            if (Y.HasGradient)
                Backward(tape, X.AccumulatesGradient());
        }

        protected abstract void Backward(Tape tape, bool accumulate);
    }

    sealed class ScaleEntry : MapEntry
    {
        protected override void Backward(Tape tape, bool accumulate) =>
            ElementLoop.Run(tape.Workers, new ScaleFunction(Factor), Y.Gradients, X.Gradients, accumulate);
    }

    sealed class ExpEntry : MapEntry
    {
        protected override void Backward(Tape tape, bool accumulate) =>
            ElementLoop.Run(tape.Workers, default(MultiplyFunction), Y.Gradients, Y.Values, X.Gradients, accumulate);
    }

    sealed class LogEntry : MapEntry
    {
        protected override void Backward(Tape tape, bool accumulate) =>
            ElementLoop.Run(tape.Workers, default(DivideFunction), Y.Gradients, X.Values, X.Gradients, accumulate);
    }

    sealed class SumEntry : MapEntry
    {
        protected override void Backward(Tape tape, bool accumulate)
        {
            float gradient = Y.Gradients[0] * Factor;
            foreach (ref float element in X.Gradients)
                element = accumulate ? element + gradient : gradient;
        }
    }
}

using Unroll.Autograd;
using Unroll.Kernels.Elementwise;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Parts of the feature axis, cut out and put together.</summary>
public static class SliceOperation
{
    /// <summary>Features first … first + count − 1 of every feature vector.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range leaves the last axis.</exception>
    public static Tensor Slice(this Tape tape, Tensor x, int first, int count)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)first + count, x.Shape.Last, nameof(count));
        Tensor y = tape.Allocate(x.Shape.WithLast(count), x.RequiresGradient);
        ColumnCopy.Run(tape.Workers, x.Values, new(x.Shape.Last, first), y.Values, new(count, 0), count, x.Shape.Rows, accumulate: false);
        if (y.RequiresGradient)
            tape.Record<SliceEntry>().Save(x, y, first);
        return y;
    }

    /// <summary>The features of a, then those of b.</summary>
    /// <exception cref="ShapeMismatchException">The shapes differ before the last axis.</exception>
    public static Tensor Concatenate(this Tape tape, Tensor a, Tensor b)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (a.Shape.WithLast(1) != b.Shape.WithLast(1))
            throw new ShapeMismatchException(nameof(Concatenate), $"{a.Shape} up to the last axis", b.Shape, nameof(b));
        int left = a.Shape.Last, right = b.Shape.Last;
        Tensor y = tape.Allocate(a.Shape.WithLast(left + right), a.RequiresGradient || b.RequiresGradient);
        ColumnCopy.Run(tape.Workers, a.Values, new(left, 0), y.Values, new(left + right, 0), left, a.Shape.Rows, accumulate: false);
        ColumnCopy.Run(tape.Workers, b.Values, new(right, 0), y.Values, new(left + right, left), right, a.Shape.Rows, accumulate: false);
        if (y.RequiresGradient)
            tape.Record<ConcatenateEntry>().Save(a, b, y);
        return y;
    }

    sealed class SliceEntry : TapeEntry
    {
        Tensor _x, _y;
        int _first;

        public void Save(Tensor x, Tensor y, int first) => (_x, _y, _first) = (x, y, first);

        public override void Backward(Tape tape)
        {
            if (!_y.HasGradient)
                return;
            bool accumulate = _x.AccumulatesGradient();
            if (!accumulate)
                _x.Gradients.Clear();
            ColumnCopy.Run(tape.Workers, _y.Gradients, new(_y.Shape.Last, 0), _x.Gradients, new(_x.Shape.Last, _first), _y.Shape.Last, _x.Shape.Rows,
                accumulate);
        }
    }

    sealed class ConcatenateEntry : TapeEntry
    {
        Tensor _a, _b, _y;

        public void Save(Tensor a, Tensor b, Tensor y) => (_a, _b, _y) = (a, b, y);

        public override void Backward(Tape tape)
        {
            if (!_y.HasGradient)
                return;
            Backward(tape, _a, 0);
            Backward(tape, _b, _a.Shape.Last);
        }

        void Backward(Tape tape, Tensor part, int first)
        {
            if (part.RequiresGradient)
                ColumnCopy.Run(tape.Workers, _y.Gradients, new(_y.Shape.Last, first), part.Gradients, new(part.Shape.Last, 0), part.Shape.Last,
                    part.Shape.Rows, part.AccumulatesGradient());
        }
    }
}

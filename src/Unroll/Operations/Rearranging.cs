using Unroll.Autograd;
using Unroll.Kernels.Elementwise;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>The same elements in another order, or repeated.</summary>
public static class RearrangingOperations
{
    /// <summary>y[j, i] = x[i, j]: between the order of the engine, [time, batch, …], and that of the surface, [batch, time, …].</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[outer, inner, …].</param>
    /// <returns>[inner, outer, …].</returns>
    /// <exception cref="ShapeMismatchException">There are not two axes.</exception>
    public static Tensor SwapOuterAxes(this Tape tape, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(tape);
        Tensor y = tape.Allocate(x.Shape.Rank switch
        {
            2 => new Shape(x.Shape[1], x.Shape[0]),
            3 => new Shape(x.Shape[1], x.Shape[0], x.Shape[2]),
            4 => new Shape(x.Shape[1], x.Shape[0], x.Shape[2], x.Shape[3]),
            _ => throw new ShapeMismatchException(nameof(SwapOuterAxes), "at least two axes", x.Shape, nameof(x)),
        }, x.RequiresGradient);
        TimeMajor.Swap<float>(x.Values, x.Shape[0], x.Shape[1], Inner(x), y.Values);
        if (y.RequiresGradient)
            tape.Record<SwapEntry>().Save(x, y);
        return y;
    }

    /// <summary>y[t] = x for every step t.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[batch, features].</param>
    /// <param name="times">Steps of the sequence, at least 1.</param>
    /// <returns>[time, batch, features].</returns>
    /// <exception cref="ShapeMismatchException">x is no batch of vectors.</exception>
    public static Tensor RepeatOverTime(this Tape tape, Tensor x, int times)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        if (x.Shape.Rank != 2)
            throw new ShapeMismatchException(nameof(RepeatOverTime), "[batch, features]", x.Shape, nameof(x));
        Tensor y = tape.Allocate(new Shape(times, x.Shape[0], x.Shape[1]), x.RequiresGradient);
        for (int time = 0; time < times; time++)
            x.Values.CopyTo(y.Values[(time * x.Shape.Length)..]);
        if (y.RequiresGradient)
            tape.Record<RepeatEntry>().Save(x, y);
        return y;
    }

    /// <summary>y[o, j, i] = x[o, i, j]: the two axes behind the outermost one.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[outer, a, b, …].</param>
    /// <returns>[outer, b, a, …].</returns>
    /// <exception cref="ShapeMismatchException">There are not three axes.</exception>
    public static Tensor SwapMiddleAxes(this Tape tape, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(tape);
        Tensor y = tape.Allocate(x.Shape.Rank switch
        {
            3 => new Shape(x.Shape[0], x.Shape[2], x.Shape[1]),
            4 => new Shape(x.Shape[0], x.Shape[2], x.Shape[1], x.Shape[3]),
            _ => throw new ShapeMismatchException(nameof(SwapMiddleAxes), "at least three axes", x.Shape, nameof(x)),
        }, x.RequiresGradient);
        SwapMiddle(x.Values, x.Shape, y.Values);
        if (y.RequiresGradient)
            tape.Record<SwapMiddleEntry>().Save(x, y);
        return y;
    }

    static void SwapMiddle(ReadOnlySpan<float> from, Shape shape, Span<float> to)
    {
        int inner = shape.Rank == 4 ? shape[3] : 1, block = shape[1] * shape[2] * inner;
        for (int outer = 0; outer < shape[0]; outer++)
            TimeMajor.Swap(from.Slice(outer * block, block), shape[1], shape[2], inner, to.Slice(outer * block, block));
    }

    static int Inner(Tensor x) => x.Shape.Length / Math.Max(1, x.Shape[0] * x.Shape[1]);

    sealed class SwapEntry : TapeEntry
    {
        Tensor _x, _y;

        public void Save(Tensor x, Tensor y) => (_x, _y) = (x, y);

        public override void Backward(Tape tape)
        {
            if (!_y.HasGradient)
                return;
            if (!_x.AccumulatesGradient())
            {
                TimeMajor.Swap<float>(_y.Gradients, _y.Shape[0], _y.Shape[1], Inner(_y), _x.Gradients);
                return;
            }

            Span<float> swapped = tape.Arena.Scratch(_x.Shape.Length);
            TimeMajor.Swap<float>(_y.Gradients, _y.Shape[0], _y.Shape[1], Inner(_y), swapped);
            ElementLoop.Run(tape.Workers, new ScaleFunction(1), swapped, _x.Gradients, accumulate: true);
        }
    }

    sealed class SwapMiddleEntry : TapeEntry
    {
        Tensor _x, _y;

        public void Save(Tensor x, Tensor y) => (_x, _y) = (x, y);

        public override void Backward(Tape tape)
        {
            if (!_y.HasGradient)
                return;
            bool accumulate = _x.AccumulatesGradient();
            Span<float> swapped = accumulate ? tape.Arena.Scratch(_x.Shape.Length) : _x.Gradients;
            SwapMiddle(_y.Gradients, _y.Shape, swapped);
            if (accumulate)
                ElementLoop.Run(tape.Workers, new ScaleFunction(1), swapped, _x.Gradients, accumulate: true);
        }
    }

    sealed class RepeatEntry : TapeEntry
    {
        Tensor _x, _y;

        public void Save(Tensor x, Tensor y) => (_x, _y) = (x, y);

        public override void Backward(Tape tape)
        {
            int length = _x.Shape.Length;
            if (_y.HasGradient)
                ColumnSum.Run(tape.Workers, _y.Gradients, _y.Shape[0], length, length, _x.Gradients, _x.AccumulatesGradient());
        }
    }
}

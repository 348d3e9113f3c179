using Unroll.Autograd;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>A range of time steps as a sequence of its own: how a model takes several inputs that lie one after another in time apart.</summary>
public static class SliceTimeOperation
{
    /// <summary>Steps first … first + count − 1 of every sequence: values or ids, [time, batch, …] → [count, batch, …].</summary>
    /// <exception cref="ShapeMismatchException">The tensor has no time axis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range leaves the time axis.</exception>
    /// <exception cref="NotSupportedException">The sequence carries a mask.</exception>
    public static Tensor SliceTime(this Tape tape, Tensor x, int first, int count)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (x.Shape.Rank < 2 || (x.Shape.Rank < 3 && !x.IsIds))
            throw new ShapeMismatchException(nameof(SliceTime), "[time, batch, features] or ids [time, batch]", x.Shape, nameof(x));
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, x.Shape[0] - first);
        if (x.HasMask)
            throw new NotSupportedException($"{nameof(SliceTime)} cannot cut a sequence that carries a mask: cut before the layer that makes the mask.");

        // Time is the outermost axis, so a range of steps is one range of memory.
        int step = x.Shape[0] == 0 ? 0 : x.Shape.Length / x.Shape[0];
        Range range = (first * step)..((first + count) * step);
        if (x.IsIds)
        {
            Tensor ids = tape.Arena.AllocateIds(new Shape(count, x.Shape[1]));
            x.Ids[range].CopyTo(ids.Ids);
            return ids;
        }

        Tensor y = tape.Allocate(new Shape(count, x.Shape[1], x.Shape[2]), x.RequiresGradient);
        x.Values[range].CopyTo(y.Values);
        if (y.RequiresGradient)
            tape.Record<SliceTimeEntry>().Save(x, y, range);
        return y;
    }

    sealed class SliceTimeEntry : TapeEntry
    {
        Tensor _x, _y;
        Range _range;

        public void Save(Tensor x, Tensor y, Range range) => (_x, _y, _range) = (x, y, range);

        public override void Backward(Tape tape)
        {
            if (!_y.HasGradient)
                return;
            ReadOnlySpan<float> from = _y.Gradients;
            bool accumulates = _x.AccumulatesGradient();
            if (!accumulates)
                _x.Gradients.Clear();
            Span<float> into = _x.Gradients[_range];
            for (int i = 0; i < from.Length; i++)
                into[i] += from[i];
        }
    }
}

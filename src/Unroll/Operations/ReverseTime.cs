using Unroll.Autograd;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>A sequence read from its end.</summary>
public static class ReverseTimeOperation
{
    /// <summary>y[t] = x[T − 1 − t], and a mask likewise.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[time, …].</param>
    public static Tensor ReverseTime(this Tape tape, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(tape);
        Tensor y = tape.Allocate(x.Shape, x.RequiresGradient);
        Copy(x.Values, y.Values, x.Shape[0], accumulate: false);
        if (x.HasMask)
        {
            y = tape.Arena.AttachMask(y);
            ReadOnlySpan<byte> mask = x.Mask;
            int rows = x.Shape[1];
            for (int time = 0; time < x.Shape[0]; time++)
                mask.Slice((x.Shape[0] - 1 - time) * rows, rows).CopyTo(y.Mask[(time * rows)..]);
        }

        if (y.RequiresGradient)
            tape.Record<ReverseTimeEntry>().Save(x, y);
        return y;
    }

    static void Copy(ReadOnlySpan<float> source, Span<float> target, int steps, bool accumulate)
    {
        int block = source.Length / steps;
        for (int time = 0; time < steps; time++)
        {
            ReadOnlySpan<float> from = source.Slice((steps - 1 - time) * block, block);
            Span<float> into = target.Slice(time * block, block);
            if (!accumulate)
                from.CopyTo(into);
            else
                for (int i = 0; i < block; i++)
                    into[i] += from[i];
        }
    }

    sealed class ReverseTimeEntry : TapeEntry
    {
        Tensor _x, _y;

        public void Save(Tensor x, Tensor y) => (_x, _y) = (x, y);

        public override void Backward(Tape tape)
        {
            if (_y.HasGradient)
                Copy(_y.Gradients, _x.Gradients, _x.Shape[0], _x.AccumulatesGradient());
        }
    }
}

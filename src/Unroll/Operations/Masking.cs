using Unroll.Autograd;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Masks, found in a sequence's values or ids.</summary>
public static class MaskingOperations
{
    /// <summary>Masks the steps all of whose features have a value, and sets them to zero.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[time, batch, features].</param>
    /// <param name="maskValue">The value.</param>
    /// <returns>[time, batch, features], with a mask of its own.</returns>
    /// <exception cref="ShapeMismatchException">x is no batch of sequences.</exception>
    public static Tensor MaskSteps(this Tape tape, Tensor x, float maskValue)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (x.Shape.Rank != 3)
            throw new ShapeMismatchException(nameof(MaskSteps), "[time, batch, features]", x.Shape, nameof(x));
        Tensor masked = tape.Arena.AttachMask(x);
        Span<byte> mask = masked.Mask;
        ReadOnlySpan<float> values = x.Values;
        int features = x.Shape[2];
        for (int row = 0; row < mask.Length; row++)
            mask[row] = values.Slice(row * features, features).ContainsAnyExcept(maskValue) ? (byte)1 : (byte)0;
        return tape.ZeroMaskedSteps(masked);
    }

    /// <summary>The same sequence with zeros at the steps that its mask leaves out; without a mask, x itself.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[time, batch, features].</param>
    /// <returns>[time, batch, features], with the mask of x.</returns>
    public static Tensor ZeroMaskedSteps(this Tape tape, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (!x.HasMask)
            return x;
        Tensor y = tape.Allocate(x.Shape, x.RequiresGradient).WithMaskOf(x);
        Copy(x.Values, x.Mask, x.Shape[2], y.Values, accumulate: false);
        if (y.RequiresGradient)
            tape.Record<ZeroMaskedEntry>().Save(x, y);
        return y;
    }

    /// <summary>The same vectors with a mask that leaves out those of id 0.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="vectors">[time, batch, features].</param>
    /// <param name="ids">[time, batch].</param>
    /// <exception cref="ShapeMismatchException">There is not one id a vector.</exception>
    public static Tensor MaskZeroIds(this Tape tape, Tensor vectors, Tensor ids)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (ids.Shape.Rank != 2 || ids.Shape.Length != vectors.Shape.Rows)
            throw new ShapeMismatchException(nameof(MaskZeroIds), $"ids [time, batch] for vectors {vectors.Shape}", ids.Shape, nameof(ids));
        Tensor masked = tape.Arena.AttachMask(vectors);
        Span<byte> mask = masked.Mask;
        ReadOnlySpan<int> numbers = ids.Ids;
        for (int i = 0; i < mask.Length; i++)
            mask[i] = numbers[i] != 0 ? (byte)1 : (byte)0;
        return masked;
    }

    /// <summary>Copies or adds the rows that count; the others become zero, or stay.</summary>
    static void Copy(ReadOnlySpan<float> source, ReadOnlySpan<byte> mask, int features, Span<float> target, bool accumulate)
    {
        for (int row = 0; row < mask.Length; row++)
        {
            Span<float> into = target.Slice(row * features, features);
            if (mask[row] == 0 && !accumulate)
                into.Clear();
            else if (mask[row] != 0 && !accumulate)
                source.Slice(row * features, features).CopyTo(into);
            else if (mask[row] != 0)
                for (int i = 0; i < features; i++)
                    into[i] += source[(row * features) + i];
        }
    }

    sealed class ZeroMaskedEntry : TapeEntry
    {
        Tensor _x, _y;

        public void Save(Tensor x, Tensor y) => (_x, _y) = (x, y);

        public override void Backward(Tape tape)
        {
            if (_y.HasGradient)
                Copy(_y.Gradients, _y.Mask, _y.Shape[2], _x.Gradients, _x.AccumulatesGradient());
        }
    }
}

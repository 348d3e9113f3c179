using Unroll.Autograd;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Classes as vectors.</summary>
public static class OneHotOperation
{
    /// <summary>A vector for each id: 1 at its place, 0 elsewhere. It needs no gradient.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="ids">Class ids: […], of rank 0 to 3.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="mask">0 for an id that does not count, whatever it is: its vector is all zeros. Empty when all do.</param>
    /// <returns>[…, classes].</returns>
    /// <exception cref="ArgumentException">The tensor holds values instead of ids, or the mask has not one byte for each.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is not below the classes.</exception>
    public static Tensor OneHot(this Tape tape, Tensor ids, int classes, ReadOnlySpan<byte> mask = default)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (!ids.IsIds)
            throw new ArgumentException($"One-hot vectors are made from class ids; a tensor of values of shape {ids.Shape} was given.", nameof(ids));
        if (!mask.IsEmpty && mask.Length != ids.Shape.Length)
            throw new ArgumentException($"A mask of {mask.Length} steps does not fit {ids.Shape.Length} ids.", nameof(mask));
        Tensor vectors = tape.Allocate(WithClasses(ids.Shape, classes), requiresGradient: false);
        Span<float> values = vectors.Values;
        values.Clear();
        ReadOnlySpan<int> at = ids.Ids;
        for (int row = 0; row < at.Length; row++)
        {
            if (!mask.IsEmpty && mask[row] == 0)
                continue;
            if ((uint)at[row] >= (uint)classes)
                throw new ArgumentOutOfRangeException(nameof(ids), at[row], $"A class id lies between 0 and {classes - 1}.");
            values[(row * classes) + at[row]] = 1;
        }

        return vectors;
    }

    static Shape WithClasses(Shape shape, int classes) => shape.Rank switch
    {
        0 => new(classes),
        1 => new(shape[0], classes),
        2 => new(shape[0], shape[1], classes),
        _ => new(shape[0], shape[1], shape[2], classes),
    };
}

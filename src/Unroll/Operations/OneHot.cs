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
    /// <returns>[…, classes].</returns>
    /// <exception cref="ArgumentException">The tensor holds values instead of ids.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is not below the classes.</exception>
    public static Tensor OneHot(this Tape tape, Tensor ids, int classes)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (!ids.IsIds)
            throw new ArgumentException($"One-hot vectors are made from class ids; a tensor of values of shape {ids.Shape} was given.", nameof(ids));
        Tensor vectors = tape.Allocate(WithClasses(ids.Shape, classes), requiresGradient: false);
        Span<float> values = vectors.Values;
        values.Clear();
        ReadOnlySpan<int> at = ids.Ids;
        for (int row = 0; row < at.Length; row++)
        {
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

using Unroll.Tensors;

namespace Unroll.Tests.Golden;

/// <summary>An array of a golden file.</summary>
/// <param name="Shape">Its extents, the batch first.</param>
/// <param name="Data">Row-major.</param>
sealed record GoldenArray(Shape Shape, float[] Data)
{
    /// <summary>Shape of one sample.</summary>
    public Shape Sample => new(Shape.ToArray().AsSpan(1));

    /// <summary>The numbers as ids.</summary>
    public int[] Ids => [.. Data.Select(value => (int)value)];

    /// <summary>The numbers in the engine's order: time before batch in an array of rank 3.</summary>
    public float[] InEngineOrder => Shape.Rank == 3 ? Swapped(Data, Shape[0], Shape[1], Shape[2]) : Data;

    /// <summary>Swaps the two outer axes of [outer, inner, length].</summary>
    public static T[] Swapped<T>(ReadOnlySpan<T> source, int outer, int inner, int length)
    {
        var target = new T[source.Length];
        for (int i = 0; i < outer; i++)
            for (int j = 0; j < inner; j++)
                source.Slice(((i * inner) + j) * length, length).CopyTo(target.AsSpan(((j * outer) + i) * length));
        return target;
    }
}

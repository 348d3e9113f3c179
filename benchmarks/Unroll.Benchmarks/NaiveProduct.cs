namespace Unroll.Benchmarks;

/// <summary>Three loops, in the order in which memory is read.</summary>
static class NaiveProduct
{
    /// <summary>C = A·B or C + A·B; a: [rows, depth], b: [depth, columns].</summary>
    public static void Add(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int rows, int depth, int columns, bool accumulate)
    {
        if (!accumulate)
            c[..(rows * columns)].Clear();
        for (int row = 0; row < rows; row++)
        {
            Span<float> to = c.Slice(row * columns, columns);
            for (int k = 0; k < depth; k++)
            {
                float factor = a[(row * depth) + k];
                ReadOnlySpan<float> from = b.Slice(k * columns, columns);
                for (int column = 0; column < to.Length; column++)
                    to[column] += factor * from[column];
            }
        }
    }
}

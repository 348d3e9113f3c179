namespace Unroll.Tensors;

/// <summary>Between the order of the surface, [batch, time, …], and that of the engine, [time, batch, …].</summary>
static class TimeMajor
{
    /// <summary>Swaps the two outer axes: source[outer, inner, length] → target[inner, outer, length].</summary>
    public static void Swap<T>(ReadOnlySpan<T> source, int outer, int inner, int length, Span<T> target)
    {
        if (outer == 1 || inner == 1)
        {
            source.CopyTo(target);
            return;
        }

        for (int i = 0; i < outer; i++)
            for (int j = 0; j < inner; j++)
                source.Slice(((i * inner) + j) * length, length).CopyTo(target.Slice(((j * outer) + i) * length, length));
    }
}

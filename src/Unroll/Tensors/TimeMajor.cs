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

        if (length == 1)
        {
            Transpose(source, outer, inner, target);
            return;
        }

        for (int i = 0; i < outer; i++)
            for (int j = 0; j < inner; j++)
                source.Slice(((i * inner) + j) * length, length).CopyTo(target.Slice(((j * outer) + i) * length, length));
    }

    /// <summary>In squares, so that both sides stay in the cache.</summary>
    static void Transpose<T>(ReadOnlySpan<T> source, int outer, int inner, Span<T> target)
    {
        const int Side = 32;
        for (int top = 0; top < outer; top += Side)
            for (int left = 0; left < inner; left += Side)
                for (int j = left; j < Math.Min(left + Side, inner); j++)
                    for (int i = top; i < Math.Min(top + Side, outer); i++)
                        target[(j * outer) + i] = source[(i * inner) + j];
    }
}

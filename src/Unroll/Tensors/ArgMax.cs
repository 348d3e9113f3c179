namespace Unroll.Tensors;

/// <summary>Which number is the largest.</summary>
static class ArgMax
{
    /// <summary>The first of the largest numbers. A NaN is never larger than another, and nothing is larger than a NaN in the first place.</summary>
    public static int Find(ReadOnlySpan<float> values)
    {
        int first = 0;
        float largest = values[0];
        for (int i = 1; i < values.Length; i++)
            if (values[i] > largest)
                (first, largest) = (i, values[i]);
        return first;
    }
}

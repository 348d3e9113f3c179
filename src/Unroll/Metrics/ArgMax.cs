using System.Numerics;
using System.Runtime.InteropServices;

namespace Unroll.Metrics;

/// <summary>Which number is the largest.</summary>
static class ArgMax
{
    /// <summary>The first of the largest numbers. A NaN is never larger than another, and nothing is larger than a NaN in the first place.</summary>
    public static int Of(ReadOnlySpan<float> values)
    {
        if (float.IsNaN(values[0]))
            return 0;
        var lanes = new Vector<float>(values[0]);
        ReadOnlySpan<Vector<float>> blocks = MemoryMarshal.Cast<float, Vector<float>>(values);
        foreach (Vector<float> block in blocks)
            lanes = Vector.ConditionalSelect(Vector.GreaterThan(block, lanes), block, lanes);

        int tail = blocks.Length * Vector<float>.Count;
        float largest = values[0];
        Span<float> ends = stackalloc float[Vector<float>.Count];
        lanes.CopyTo(ends);
        foreach (float value in ends)
            largest = value > largest ? value : largest;
        foreach (float value in values[tail..])
            largest = value > largest ? value : largest;

        int first = 0;
        foreach (Vector<float> block in blocks)
        {
            if (Vector.EqualsAny(block, new Vector<float>(largest)))
                break;
            first += Vector<float>.Count;
        }

        while (values[first] != largest)
            first++;
        return first;
    }
}

using System.Numerics;

namespace Unroll.Metrics;

/// <summary>Whether there is a NaN among numbers.</summary>
static class NotANumber
{
    public static bool IsIn(ReadOnlySpan<float> values)
    {
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            // Only a NaN is unequal to itself.
            var part = new Vector<float>(values[i..]);
            if (!Vector.EqualsAll(part, part))
                return true;
        }

        for (; i < values.Length; i++)
            if (float.IsNaN(values[i]))
                return true;
        return false;
    }
}

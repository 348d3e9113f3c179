namespace Unroll.Kernels.Tests.Support;

/// <summary>Comparisons of whole results, with the first difference in the message.</summary>
static class Check
{
    /// <summary>The same bits in every float, and no NaN among them.</summary>
    public static void SameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            if (BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(actual[i]) || float.IsNaN(expected[i]))
                Assert.Fail($"{what}: element {i} is {actual[i]:R}, not {expected[i]:R}.");
    }

    /// <summary>Errors of at most the tolerance times the larger of 1 and the expected magnitude.</summary>
    public static void Close(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            if (!(Math.Abs(actual[i] - expected[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i]))))
                Assert.Fail($"{what}: element {i} is {actual[i]:R}, not {expected[i]:R}.");
    }

    /// <summary>Errors of at most the tolerance times the largest expected magnitude; NaN in the expectation skips an element.</summary>
    public static void CloseToLargest(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = 0;
        int compared = 0;
        foreach (double value in expected)
            (largest, compared) = double.IsNaN(value) ? (largest, compared) : (Math.Max(largest, Math.Abs(value)), compared + 1);
        Assert.True(compared > 0, what);
        for (int i = 0; i < expected.Length; i++)
            if (!double.IsNaN(expected[i]) && !(Math.Abs(actual[i] - expected[i]) <= tolerance * largest))
                Assert.Fail($"{what}: element {i} is {actual[i]:R}, not {expected[i]:R}, of a largest {largest:R}.");
    }
}

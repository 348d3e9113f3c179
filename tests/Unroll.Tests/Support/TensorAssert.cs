namespace Unroll.Tests.Support;

/// <summary>Comparison of arrays, relative to the largest magnitude of the expected one.</summary>
static class TensorAssert
{
    /// <summary>For a single forward pass.</summary>
    public const double Forward = 1e-5;

    /// <summary>For gradients, and for weights after several steps.</summary>
    public const double Gradient = 1e-4;

    public static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance, string what) =>
        Close(Doubles(expected), actual, tolerance, what);

    public static void Close(double[] expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {expected.Length} numbers were expected, there are {actual.Length}.");

        // The floor admits the noise of central differences where a gradient is zero throughout.
        double limit = tolerance * expected.Select(Math.Abs).Append(1e-6).Max();
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= limit, $"{what}[{i}]: expected {expected[i]:R} ± {limit:E1}, actual {actual[i]:R}.");
    }

    public static void Close(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Abs(expected), $"{what}: expected {expected:R}, actual {actual:R}.");

    public static double[] Doubles(ReadOnlySpan<float> values)
    {
        double[] doubles = new double[values.Length];
        for (int i = 0; i < doubles.Length; i++)
            doubles[i] = values[i];
        return doubles;
    }
}

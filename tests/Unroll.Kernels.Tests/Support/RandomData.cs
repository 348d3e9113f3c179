namespace Unroll.Kernels.Tests.Support;

/// <summary>Test inputs: the same numbers for the same seed.</summary>
static class RandomData
{
    public static float[] Uniform(int length, int seed, float limit = 1)
    {
        var random = new System.Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++)
            values[i] = ((2 * random.NextSingle()) - 1) * limit;
        return values;
    }

    public static int[] Ids(int length, int below, int seed)
    {
        var random = new System.Random(seed);
        int[] ids = new int[length];
        for (int i = 0; i < length; i++)
            ids[i] = random.Next(below);
        return ids;
    }

    public static double[] Double(ReadOnlySpan<float> values)
    {
        double[] result = new double[values.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = values[i];
        return result;
    }

    public static float[] Single(ReadOnlySpan<double> values)
    {
        float[] result = new float[values.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = (float)values[i];
        return result;
    }
}

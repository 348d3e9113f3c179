namespace Unroll.Tests.Support;

/// <summary>Numbers to test with: the same ones for the same seed.</summary>
static class RandomArray
{
    public static float[] Uniform(int length, int seed, float minimum = -1, float maximum = 1)
    {
        var random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++)
            values[i] = minimum + ((maximum - minimum) * random.NextSingle());
        return values;
    }

    public static int[] Ids(int length, int bound, int seed)
    {
        var random = new Random(seed);
        int[] ids = new int[length];
        for (int i = 0; i < length; i++)
            ids[i] = random.Next(bound);
        return ids;
    }
}

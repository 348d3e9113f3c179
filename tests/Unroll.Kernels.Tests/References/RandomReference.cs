using Unroll.Kernels.Random;

namespace Unroll.Kernels.Tests.References;

/// <summary>Dropout and noise one element after another, from the scalar Philox.</summary>
static class RandomReference
{
    /// <summary>Element i takes word i mod 4 of block ⌊i / 4⌋.</summary>
    public static float[] Dropout(ulong key, float rate, float[] x)
    {
        float[] y = new float[x.Length];
        ulong threshold = (ulong)(rate * 4294967296.0);
        float scale = rate >= 1 ? 0 : 1 / (1 - rate);
        for (int i = 0; i < x.Length; i++)
            y[i] = Word(key, i) >= threshold ? x[i] * scale : 0;
        return y;
    }

    /// <summary>Box and Muller's transform in double of the words i and i + 16 of every 32.</summary>
    public static double[] Noise(ulong key, int length)
    {
        double[] z = new double[length];
        for (int i = 0; i < length; i++)
        {
            int pair = (i / 32 * 32) + (i % 16);
            double u = ((Word(key, pair) >> 8) + 1) / (double)(1 << 24), v = ((Word(key, pair + 16) >> 8) / (double)(1 << 24)) - 0.5;
            double angle = 2 * Math.PI * v;
            z[i] = Math.Sqrt(-2 * Math.Log(u)) * (i % 32 < 16 ? Math.Cos(angle) : Math.Sin(angle));
        }

        return z;
    }

    public static uint Word(ulong key, int index)
    {
        Philox.Block(key, (ulong)index / 4, 0, out uint first, out uint second, out uint third, out uint fourth);
        return (index % 4) switch { 0 => first, 1 => second, 2 => third, _ => fourth };
    }
}

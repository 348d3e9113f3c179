using Unroll.Kernels.Random;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Random;

public sealed class NoiseKernelTests
{
    const ulong Key = 0x0FED_CBA9_8765_4321;

    [Fact]
    public void Run_EqualsReference_AndGivesSameBits_ForAnyLaneAndWorkers()
    {
        foreach (int length in new[] { 1, 7, 15, 16, 17, 33, 20_011 })
        {
            float[] x = RandomData.Uniform(length, length), scalar = Run(x, 1, 1, 0);
            double[] z = RandomReference.Noise(Key, length);
            for (int i = 0; i < length; i++)
                Assert.Equal(x[i] + (0.7 * z[i]), scalar[i], 2e-6);
            foreach (int laneWidth in Sizes.LaneWidths)
                foreach (int workers in SharedWorkers.Counts)
                    Check.SameBits(scalar, Run(x, laneWidth, workers, workers), $"Lane {laneWidth}, {workers} workers");
        }
    }

    // Moments of a normal distribution within five of their standard errors.
    [Fact]
    public void Run_DrawsNormalNumbers()
    {
        const int Count = 400_000;
        float[] z = new float[Count];
        NoiseKernel.Run(SharedWorkers.Of(2), Key, 1, new float[Count], z);
        Assert.Equal(0, z.Average(value => (double)value), 5 / Math.Sqrt(Count));
        Assert.Equal(1, z.Average(value => (double)value * value), 5 * Math.Sqrt(2.0 / Count));
        Assert.Equal(0, z.Average(value => Math.Pow(value, 3)), 5 * Math.Sqrt(15.0 / Count));
        Assert.Equal(3, z.Average(value => Math.Pow(value, 4)), 5 * Math.Sqrt(96.0 / Count));
        Assert.Equal(0.0455, z.Count(value => Math.Abs(value) > 2) / (double)Count, 0.002);
        Assert.Equal(0, Enumerable.Range(0, Count - 16).Average(i => (double)z[i] * z[i + 16]), 5 / Math.Sqrt(Count));
    }

    [Fact]
    public void Run_WritesOverItsInput_AndDrawsOthersForAnotherKey()
    {
        float[] x = RandomData.Uniform(100, 1), expected = Run(x, 4, 1, 0), other = new float[100];
        NoiseKernel.Run(SharedWorkers.Of(1), Key + 1, 0.7f, x, other);
        NoiseKernel.Run(SharedWorkers.Of(1), Key, 0.7f, x, x);
        Check.SameBits(expected, x, "In place");
        Assert.NotEqual(expected, other);
        Assert.Throws<ArgumentException>(() => NoiseKernel.Run(SharedWorkers.Of(1), Key, 1, new float[3], new float[4]));
    }

    static float[] Run(float[] x, int laneWidth, int workers, int offset)
    {
        GuardedBuffer input = new(x, offset, isInput: true), y = new(x.Length, offset + 1);
        NoiseKernel.Run(SharedWorkers.Of(workers), Key, 0.7f, input.Span, y.Span, laneWidth);
        input.AssertIntact();
        y.AssertIntact();
        return y.Span.ToArray();
    }
}

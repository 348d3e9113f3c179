using Unroll.Kernels.Random;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Random;

public sealed class DropoutKernelTests
{
    const int Length = 100_003;
    const ulong Key = 0x1234_5678_9ABC_DEF0;

    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void Run_KeepsItsShare_Scaled(float rate)
    {
        float[] y = Run(Key, rate, Ones(Length), SharedWorkers.Of(2));
        int kept = y.Count(value => value != 0);

        // Five standard deviations of a binomial distribution.
        Assert.Equal((1 - rate) * Length, kept, 5 * Math.Sqrt(rate * (1 - rate) * Length));
        Assert.All(y, value => Assert.True(value == 0 || value == 1 / (1 - rate)));
        Assert.Equal(1, y.Average(), 5 * Math.Sqrt(rate / (1 - rate) / Length));
    }

    [Fact]
    public void Run_DrawsTheSameMask_ForBackward()
    {
        float[] x = RandomData.Uniform(Length, 1), dy = RandomData.Uniform(Length, 2);
        float[] y = Run(Key, 0.3f, x, SharedWorkers.Of(1)), dx = Run(Key, 0.3f, dy, SharedWorkers.Of(2));
        for (int i = 0; i < Length; i++)
        {
            Assert.Equal(y[i] != 0 ? x[i] * (1 / (1 - 0.3f)) : 0, y[i]);
            Assert.Equal(y[i] != 0 ? dy[i] * (1 / (1 - 0.3f)) : 0, dx[i]);
        }
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.99999994f)]
    [InlineData(1f)]
    public void Run_GivesTheBitsOfTheReference_InEveryLane(float rate)
    {
        foreach (int length in new[] { 1, 7, 15, 16, 17, 33, 511, 513, 50_003 })
        {
            float[] x = RandomData.Uniform(length, length), expected = RandomReference.Dropout(Key, rate, x);
            foreach (int laneWidth in Sizes.LaneWidths)
                Check.SameBits(expected, Run(Key, rate, x, SharedWorkers.Of(2), laneWidth), $"Lane {laneWidth}, rate {rate}");
        }
    }

    [Fact]
    public void Run_GivesSameBits_ForAnyWorkers()
    {
        float[] x = RandomData.Uniform(Length, 1), expected = Run(Key, 0.3f, x, SharedWorkers.Of(1));
        foreach (int workers in SharedWorkers.Counts)
            Check.SameBits(expected, Run(Key, 0.3f, x, SharedWorkers.Of(workers)), $"{workers} workers");
    }

    [Fact]
    public void Run_DrawsAPrefix_ForAShorterTensor()
    {
        float[] all = Run(Key, 0.3f, Ones(Length), SharedWorkers.Of(2));
        foreach (int length in new[] { 0, 1, 2, 3, 4, 5, 7, 1000, 16 * 1024, (16 * 1024) + 1, 50_002 })
            Check.SameBits(all.AsSpan(0, length), Run(Key, 0.3f, Ones(length), SharedWorkers.Of(2)), $"Length {length}");
    }

    // Element i takes word i mod 4 of block ⌊i / 4⌋; a resumed training depends on it.
    [Fact]
    public void Run_TakesTheWordsOfPhiloxInOrder()
    {
        float[] y = Run(Key, 0.25f, Ones(Length), SharedWorkers.Of(2));
        for (int i = 0; i < Length; i++)
        {
            Philox.Block(Key, (ulong)i / 4, 0, out uint first, out uint second, out uint third, out uint fourth);
            uint word = (i % 4) switch { 0 => first, 1 => second, 2 => third, _ => fourth };
            Assert.Equal(word >= 1u << 30, y[i] != 0);
        }
    }

    [Fact]
    public void Run_DrawsOtherMasks_ForOtherKeys()
    {
        float[] first = Run(Key, 0.5f, Ones(Length), SharedWorkers.Of(1));
        foreach (ulong key in new[] { Key + 1, Key + (1UL << 32), 0UL })
        {
            int equal = first.Zip(Run(key, 0.5f, Ones(Length), SharedWorkers.Of(1)), (a, b) => a == b).Count(same => same);
            Assert.Equal(0.5 * Length, equal, 5 * Math.Sqrt(0.25 * Length));
        }
    }

    [Fact]
    public void Run_KeepsAll_AtRateZero()
    {
        float[] x = RandomData.Uniform(1001, 1);
        Check.SameBits(x, Run(Key, 0, x, SharedWorkers.Of(2)), "Rate 0");
    }

    [Fact]
    public void Run_DropsAll_AtRateOne() => Assert.All(Run(Key, 1, RandomData.Uniform(1001, 1), SharedWorkers.Of(2)), value => Assert.Equal(0, value));

    [Fact]
    public void Run_Accumulates()
    {
        float[] x = RandomData.Uniform(1001, 1), start = RandomData.Uniform(1001, 2), y = [.. start], fresh = Run(Key, 0.4f, x, SharedWorkers.Of(1));
        DropoutKernel.Run(SharedWorkers.Of(2), Key, 0.4f, x, y, accumulate: true);
        for (int i = 0; i < y.Length; i++)
            Assert.Equal(start[i] + fresh[i], y[i]);
    }

    [Fact]
    public void Run_Throws_WhenTheInputIsTooShort() =>
        Assert.Throws<ArgumentException>(() => DropoutKernel.Run(SharedWorkers.Of(1), Key, 0.5f, new float[3], new float[4]));

    static float[] Ones(int length)
    {
        float[] values = new float[length];
        Array.Fill(values, 1);
        return values;
    }

    static float[] Run(ulong key, float rate, float[] x, Workers workers, int laneWidth = 0)
    {
        GuardedBuffer input = new(x, 1, isInput: true), y = new(x.Length, 3);
        DropoutKernel.Run(workers, key, rate, input.Span, y.Span, accumulate: false, laneWidth);
        input.AssertIntact();
        y.AssertIntact();
        return y.Span.ToArray();
    }
}

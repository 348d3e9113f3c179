using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Simd;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Elementwise;

public sealed unsafe class ReductionsTests
{
    public static TheoryData<int> Lengths => [0, .. Sizes.Around, 1000, (1 << 16) - 1, 1 << 16, (1 << 16) + 1, 300_007];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Sums_EqualReference(int length)
    {
        var x = new GuardedBuffer(RandomData.Uniform(length, length), 1, isInput: true);
        double sum = 0, squares = 0, magnitudes = 0;
        foreach (float value in x.Span)
            (sum, squares, magnitudes) = (sum + value, squares + ((double)value * value), magnitudes + Math.Abs(value));
        Assert.Equal(sum, Reductions.Sum(SharedWorkers.Of(2), x.Span), 1e-6 * magnitudes);
        Assert.Equal(squares, Reductions.SumOfSquares(SharedWorkers.Of(2), x.Span), 1e-6 * squares);
        x.AssertIntact();
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Sums_GiveSameBits_ForAnyWorkers(int length)
    {
        float[] x = RandomData.Uniform(length, length);
        foreach (int workers in SharedWorkers.Counts)
        {
            Assert.Equal(Reductions.Sum(SharedWorkers.Of(1), x), Reductions.Sum(SharedWorkers.Of(workers), x));
            Assert.Equal(Reductions.SumOfSquares(SharedWorkers.Of(1), x), Reductions.SumOfSquares(SharedWorkers.Of(workers), x));
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Block_GivesSameBits_ForAnyLane(int length)
    {
        length = Math.Min(length, 1 << 16);
        var x = new GuardedBuffer(RandomData.Uniform(length, length), 3);
        fixed (float* at = x.Span)
            foreach (bool squares in new[] { false, true })
            {
                float expected = Reductions.Block<LaneScalar>(at, length, squares);
                Assert.Equal(expected, Reductions.Block<Lane128>(at, length, squares));
                Assert.Equal(expected, Reductions.Block<Lane256>(at, length, squares));
                Assert.Equal(expected, Reductions.Block<Lane512>(at, length, squares));
            }
    }

    // Element i belongs to partial sum i mod 16, and the partial sums are added as a tree.
    [Fact]
    public void Block_AddsInTheOrderThatItPromises()
    {
        for (int length = 0; length < 200; length++)
        {
            float[] x = RandomData.Uniform(length, length), partial = new float[16];
            for (int i = 0; i < length; i++)
                partial[i % 16] += x[i];
            for (int half = 8; half > 0; half /= 2)
                for (int i = 0; i < half; i++)
                    partial[i] += partial[i + half];
            fixed (float* at = x)
                Assert.Equal(partial[0], Reductions.Block<LaneScalar>(at, length, squares: false));
        }
    }
}

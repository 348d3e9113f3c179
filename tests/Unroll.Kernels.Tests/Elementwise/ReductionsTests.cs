using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Elementwise;

public sealed class ReductionsTests
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
        Assert.Equal((0.3 * magnitudes) + (0.7 * squares), Reductions.Penalty(SharedWorkers.Of(2), x.Span, 0.3f, 0.7f), 1e-6 * (magnitudes + squares));
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
            Assert.Equal(Reductions.Penalty(SharedWorkers.Of(1), x, 0.1f, 0.2f), Reductions.Penalty(SharedWorkers.Of(workers), x, 0.1f, 0.2f));
        }
    }
}

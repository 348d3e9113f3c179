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
    public void Sums_GiveSameBits_ForAnyLaneAndWorkers(int length)
    {
        float[] x = RandomData.Uniform(length, length);
        foreach (int laneWidth in Sizes.LaneWidths)
            foreach (Workers workers in SharedWorkers.Counts.Select(SharedWorkers.Of))
            {
                Assert.Equal(Reductions.Sum(SharedWorkers.Of(1), x, 1), Reductions.Sum(workers, x, laneWidth));
                Assert.Equal(Reductions.SumOfSquares(SharedWorkers.Of(1), x, 1), Reductions.SumOfSquares(workers, x, laneWidth));
                Assert.Equal(Reductions.Penalty(SharedWorkers.Of(1), x, 0.1f, 0.2f, 1), Reductions.Penalty(workers, x, 0.1f, 0.2f, laneWidth));
            }
    }
}

using Unroll.Persistence;

namespace Unroll.Tests.Persistence;

public class HistogramBucketsTests
{
    [Fact]
    public void Fill_CountsThirtyBucketsOfOneWidth()
    {
        var buckets = new HistogramBuckets();
        buckets.Fill([0, 0.5f, 1, 29.5f, 30]);
        Assert.Equal(30, buckets.Limits.Length);
        Assert.Equal(Enumerable.Range(1, 30).Select(i => (double)i), buckets.Limits.ToArray());
        double[] counts = buckets.Counts.ToArray();
        Assert.Equal((2, 1, 2), (counts[0], counts[1], counts[29]));
        Assert.Equal(5, counts.Sum());
        Assert.Equal((0, 30, 5, 61, 0.25 + 1 + (29.5 * 29.5) + 900), (buckets.Minimum, buckets.Maximum, buckets.Numbers, buckets.Sum, buckets.SumOfSquares));
    }

    [Fact]
    public void Fill_CountsOneBucket_WhenAllAreEqual()
    {
        var buckets = new HistogramBuckets();
        buckets.Fill([1, 2]);
        buckets.Fill([0.5f, 0.5f, 0.5f]);
        Assert.Equal([0.5], buckets.Limits.ToArray());
        Assert.Equal([3], buckets.Counts.ToArray());
    }

    [Fact]
    public void Fill_LeavesOutWhatIsNotFinite()
    {
        var buckets = new HistogramBuckets();
        buckets.Fill([float.NaN, 1, float.PositiveInfinity, 2]);
        Assert.Equal((1, 2, 2, 3), (buckets.Minimum, buckets.Maximum, buckets.Numbers, buckets.Sum));
        buckets.Fill([float.NaN]);
        Assert.Equal(0, buckets.Numbers);
        Assert.True(buckets.Limits.IsEmpty);
    }
}

using Unroll.Studies.Statistics;

namespace Unroll.Studies.Tests.Statistics;

public class ShareIntervalTests
{
    /// <summary>9,750 of 10,000 by hand: centre 0.974818, half width 0.003063.</summary>
    [Fact]
    public void Wilson_EnclosesTheShare()
    {
        (double low, double high) = ShareInterval.Wilson(9750, 10_000);
        Assert.Equal(0.97175, low, 4);
        Assert.Equal(0.97788, high, 4);
    }

    [Fact]
    public void Wilson_StaysBetweenZeroAndOne()
    {
        Assert.Equal(0, ShareInterval.Wilson(0, 10).Low, 12);
        Assert.Equal(0.2775, ShareInterval.Wilson(0, 10).High, 4);
        Assert.Equal(1, ShareInterval.Wilson(10, 10).High, 12);
    }

    [Fact]
    public void Wilson_Throws_ForMoreHitsThanTries() => Assert.Throws<ArgumentOutOfRangeException>(() => ShareInterval.Wilson(3, 2));
}

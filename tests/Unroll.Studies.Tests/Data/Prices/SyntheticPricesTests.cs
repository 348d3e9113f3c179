using Unroll.Studies.Data.Prices;

namespace Unroll.Studies.Tests.Data.Prices;

public sealed class SyntheticPricesTests
{
    /// <summary>Metrics of synthetic prices are compared over versions and machines: the same seed gives these days to the last digit.</summary>
    [Fact]
    public void Create_GivesTheSamePricesForever()
    {
        IReadOnlyList<PriceHistory> shares = SyntheticPrices.Create(shares: 2, days: 8, seed: 1);
        Assert.Equal(
            new PriceDay(new DateOnly(2010, 1, 4), 99.661535756466535, 99.774383893868261, 99.216569418049104, 99.315113816509879, 99.315113816509879, 946265),
            shares[0].Days[0]);
        Assert.Equal(
            new PriceDay(new DateOnly(2010, 1, 13), 104.12919382591359, 105.17029603727565, 102.23042357164469, 102.43490581835277, 102.43490581835277, 761280),
            shares[1].Days[7]);
    }

    [Fact]
    public void Create_SaysThatTheyAreSynthetic()
    {
        PriceHistory share = Assert.Single(SyntheticPrices.Create(shares: 1, days: 1));
        Assert.True(share.IsSynthetic);
        Assert.Equal(["drawn by a random walk, no market's prices"], share.Remarks);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Create_Throws_WithoutSharesOrDays(int shares, int days) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticPrices.Create(shares, days));
}

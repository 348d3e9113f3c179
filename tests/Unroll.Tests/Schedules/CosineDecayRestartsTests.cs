using Unroll.Schedules;

namespace Unroll.Tests.Schedules;

public sealed class CosineDecayRestartsTests
{
    [Fact]
    public void At_StartsAnewInLongerPeriods()
    {
        var schedule = new CosineDecayRestarts(0.4, 10) { RateFactor = 0.5, Alpha = 0.25 };
        Assert.Equal(0.4, schedule.At(0), 1e-15);
        Assert.Equal(0.25, schedule.At(5), 1e-15);
        Assert.Equal(0.4 * ((0.75 * 0.5) + 0.25), schedule.At(10), 1e-15);
        Assert.Equal(0.4 * ((0.75 * 0.25) + 0.25), schedule.At(20), 1e-15);
        Assert.Equal(0.4 * ((0.75 * 0.25) + 0.25), schedule.At(30), 1e-15);
        Assert.Equal(0.4 * ((0.75 * 0.125) + 0.25), schedule.At(70), 1e-15);
    }

    [Fact]
    public void At_KeepsTheLength_WithAFactorOfOne()
    {
        var schedule = new CosineDecayRestarts(0.4, 10) { LengthFactor = 1 };
        foreach (long period in new long[] { 0, 1, 2, 1_000_000_007 })
        {
            Assert.Equal(0.4, schedule.At(10 * period), 1e-15);
            Assert.Equal(0.2, schedule.At((10 * period) + 5), 1e-15);
            Assert.InRange(schedule.At((10 * period) + 9), 0.001, 0.01);
        }
    }

    [Fact]
    public void At_BeginsEveryPeriodAtItsStep_HoweverManyThereWere()
    {
        var schedule = new CosineDecayRestarts(1, 3);
        for (long start = 0, length = 3; start < 1L << 40; start += length, length *= 2)
        {
            Assert.Equal(1, schedule.At(start));
            Assert.True(start == 0 || schedule.At(start - 1) < 0.3, $"{start - 1}");
        }
    }

    [Fact]
    public void Constructor_Throws_WhenANumberIsWrong()
    {
        Wrong.Rate(rate => new CosineDecayRestarts(rate, 10));
        Wrong.Steps(steps => new CosineDecayRestarts(1, steps));
        Wrong.Rate(factor => new CosineDecayRestarts(1, 10) { RateFactor = factor });
        Wrong.Rate(alpha => new CosineDecayRestarts(1, 10) { Alpha = alpha });
        foreach (double factor in new[] { 0.5, 0, -1, double.NaN, double.PositiveInfinity })
            Assert.Throws<ArgumentOutOfRangeException>(() => new CosineDecayRestarts(1, 10) { LengthFactor = factor });
    }
}

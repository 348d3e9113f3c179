using Unroll.Schedules;

namespace Unroll.Tests.Schedules;

public sealed class ExponentialDecayTests
{
    [Fact]
    public void At_FallsByTheFactorInEveryPeriod()
    {
        var schedule = new ExponentialDecay(0.8, 10, 0.25);
        Assert.Equal(0.8, schedule.At(0));
        Assert.Equal(0.4, schedule.At(5), 1e-15);
        Assert.Equal(0.2, schedule.At(10), 1e-15);
        Assert.Equal(0.0125, schedule.At(30), 1e-15);
        Assert.Equal(0, schedule.At(10_000_000_000));
    }

    [Fact]
    public void At_FallsAtOnce_WithAStaircase()
    {
        var schedule = new ExponentialDecay(0.8, 10, 0.5) { Staircase = true };
        Assert.Equal([0.8, 0.8, 0.4, 0.4, 0.2], new long[] { 0, 9, 10, 19, 20 }.Select(step => Math.Round(schedule.At(step), 14)));
    }

    [Fact]
    public void At_IsZeroAfterTheFirstStep_WithAFactorOfZero()
    {
        Assert.Equal(0.8, new ExponentialDecay(0.8, 10, 0).At(0));
        Assert.Equal(0, new ExponentialDecay(0.8, 10, 0).At(1));
    }

    [Fact]
    public void Constructor_Throws_WhenANumberIsWrong()
    {
        Wrong.Rate(rate => new ExponentialDecay(rate, 10, 0.5));
        Wrong.Steps(steps => new ExponentialDecay(1, steps, 0.5));
        Wrong.Rate(factor => new ExponentialDecay(1, 10, factor));
    }
}

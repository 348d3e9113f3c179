using Unroll.Schedules;

namespace Unroll.Tests.Schedules;

public sealed class InverseTimeDecayTests
{
    [Fact]
    public void At_DividesByALine()
    {
        var schedule = new InverseTimeDecay(0.6, 10, 0.5);
        Assert.Equal(0.6, schedule.At(0));
        Assert.Equal(0.48, schedule.At(5), 1e-15);
        Assert.Equal(0.4, schedule.At(10), 1e-15);
        Assert.Equal(0.3, schedule.At(20), 1e-15);
        Assert.Equal(0.6, new InverseTimeDecay(0.6, 10, 0).At(1000));
    }

    [Fact]
    public void At_FallsAtOnce_WithAStaircase()
    {
        var schedule = new InverseTimeDecay(0.6, 10, 1) { Staircase = true };
        Assert.Equal([0.6, 0.6, 0.3, 0.3, 0.2], new long[] { 0, 9, 10, 19, 20 }.Select(step => Math.Round(schedule.At(step), 14)));
    }

    [Fact]
    public void Constructor_Throws_WhenANumberIsWrong()
    {
        Wrong.Rate(rate => new InverseTimeDecay(rate, 10, 0.5));
        Wrong.Steps(steps => new InverseTimeDecay(1, steps, 0.5));
        Wrong.Rate(decay => new InverseTimeDecay(1, 10, decay));
    }
}

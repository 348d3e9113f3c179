using Unroll.Schedules;

namespace Unroll.Tests.Schedules;

public sealed class LinearWarmupTests
{
    [Fact]
    public void At_RisesToTheFirstRate_AndThenFollowsFromItsStart()
    {
        var schedule = new LinearWarmup(new PolynomialDecay(0.8, 10) { EndLearningRate = 0 }, 4) { InitialLearningRate = 0.4 };
        Assert.Equal([0.4, 0.5, 0.6, 0.7, 0.8, 0.72, 0, 0], new long[] { 0, 1, 2, 3, 4, 5, 14, 15 }.Select(step => Math.Round(schedule.At(step), 14)));
        Assert.Equal(0, new LinearWarmup(0.8f, 4).At(0));
    }

    [Fact]
    public void At_IsTheSchedule_WithoutSteps() => Assert.Equal(0.8f, new LinearWarmup(0.8f, 0).At(0));

    [Fact]
    public void Constructor_Throws_WhenAnArgumentIsWrong()
    {
        Assert.Throws<ArgumentNullException>(() => new LinearWarmup(null!, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinearWarmup(1f, -1));
        Wrong.Rate(rate => new LinearWarmup(1f, 4) { InitialLearningRate = rate });
    }
}

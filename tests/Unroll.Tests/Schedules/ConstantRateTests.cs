using Unroll.Schedules;

namespace Unroll.Tests.Schedules;

public sealed class ConstantRateTests
{
    [Fact]
    public void Rate_IsAScheduleToo()
    {
        LearningRateSchedule schedule = 0.25f;
        Assert.Equal(0.25, schedule.At(0));
        Assert.Equal(0.25, schedule.At(1_000_000));
        Assert.Equal(0, new ConstantRate(0).At(7));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantRate(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantRate(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantRate(float.PositiveInfinity));
    }
}

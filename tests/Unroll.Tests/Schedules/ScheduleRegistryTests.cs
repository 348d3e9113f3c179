using Unroll.Schedules;

namespace Unroll.Tests.Schedules;

public sealed class ScheduleRegistryTests
{
    /// <summary>All but the schedule that rises in a way of its own.</summary>
    public static TheoryData<string> Names => [.. ScheduleRegistry.Names.Where(name => name != "one_cycle")];

    /// <summary>The warm-up is a twentieth of a run, at most 100 steps; the last step has about a hundredth of the rate.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Create_LaysTheScheduleOutForTheRun(string name)
    {
        Assert.Equal(
            [
                "constant", "cosine", "cosine_decay", "cosine_restarts", "cosine_decay_restarts", "exponential", "exponential_decay", "inverse_time",
                    "inverse_time_decay", "one_cycle",
                "piecewise_constant", "piecewise_constant_decay", "polynomial", "polynomial_decay",
            ],
            ScheduleRegistry.Names);
        foreach (long steps in new long[] { 1, 2, 19, 20, 1000, 100_000 })
        {
            LearningRateSchedule schedule = ScheduleRegistry.Create(name, 0.5, steps);
            long warmup = name == "constant" ? 0 : Math.Min(100, steps / 20);
            for (long step = 0; step <= steps; step += Math.Max(1, steps / 500))
                Assert.InRange(schedule.At(step), 0, 0.5000001);
            for (long step = 0; step < warmup; step++)
                Assert.Equal(0.5 * step / warmup, schedule.At(step), 1e-9);
            Assert.Equal(0.5, schedule.At(warmup), 1e-9);
            Assert.InRange(schedule.At(steps), name == "constant" ? 0.5 : 0, 0.5);
            if (steps >= 1000 && name != "constant")
                Assert.InRange(schedule.At(steps - 1), 0.005, 0.0056);
        }
    }

    [Theory]
    [InlineData("constant", 500, 0.5)]
    [InlineData("constant:warmup_steps=10", 5, 0.25)]
    [InlineData("cosine:warmup_steps=0,decay_steps=100,alpha=0", 50, 0.25)]
    [InlineData("cosine:warmup_steps=10,decay_steps=100,alpha=0.5", 110, 0.25)]
    [InlineData("cosine_restarts:warmup_steps=0,first_decay_steps=10,t_mul=3,m_mul=0.5,alpha=0", 40, 0.125)]
    [InlineData("cosine_restarts:warmup_steps=0,first_decay_steps=10,t_mul=1,alpha=0", 35, 0.25)]
    [InlineData("exponential:warmup_steps=0,decay_steps=10,decay_rate=0.25", 5, 0.25)]
    [InlineData("exponential:warmup_steps=0,decay_steps=10,decay_rate=0.5,staircase", 19, 0.25)]
    [InlineData("inverse_time:warmup_steps=0,decay_steps=10,decay_rate=2", 5, 0.25)]
    [InlineData("inverse_time:warmup_steps=0,decay_steps=10,decay_rate=1,staircase=true", 19, 0.25)]
    [InlineData("one_cycle", 0, 0.02)]
    [InlineData("one_cycle", 299, 0.5)]
    [InlineData("one_cycle", 999, 0.02e-4)]
    [InlineData("one_cycle:total_steps=11,pct_start=0.5,div_factor=5,final_div_factor=10,linear", 10, 0.01)]
    [InlineData("piecewise_constant:warmup_steps=0,boundaries=10/20,values=1/2/3", 20, 2)]
    [InlineData("piecewise_constant:warmup_steps=5,boundaries=10,values=1/2", 16, 2)]
    [InlineData("polynomial:warmup_steps=0,decay_steps=10,end_learning_rate=0.1,power=2", 5, 0.2)]
    [InlineData("polynomial:warmup_steps=0,decay_steps=10,end_learning_rate=0,cycle", 15, 0.125)]
    [InlineData("polynomial_decay:warmup_steps=0,decay_steps=10,end_learning_rate=0,cycle", 15, 0.125)]
    [InlineData("cosine_decay_restarts:warmup_steps=0,first_decay_steps=10,t_mul=1,alpha=0", 35, 0.25)]
    public void Create_TakesSettings(string line, long step, double rate) => Assert.Equal(rate, ScheduleRegistry.Create(line, 0.5, 1000).At(step), 1e-9);

    [Fact]
    public void Create_GivesARateThatACallbackMayChange_ForConstantAlone()
    {
        Assert.IsType<ConstantRate>(ScheduleRegistry.Create("constant", 0.5, 1000));
        Assert.IsNotType<ConstantRate>(ScheduleRegistry.Create("constant:warmup_steps=1", 0.5, 1000));
    }

    [Theory]
    [InlineData("cosin", "did you mean 'cosine'?")]
    [InlineData("cosine:alhpa=1", "known are alpha, decay_steps, warmup_steps; did you mean 'alpha'?")]
    [InlineData("cosine:decay_steps=0", "decaySteps is at least 1.")]
    [InlineData("constant:warmup_steps=-1", "warmup_steps is at least 0")]
    [InlineData("piecewise_constant:boundaries=5/3,values=1/2/3", "3 comes after 5")]
    [InlineData("piecewise_constant:boundaries=5", "part 2 rates, not 3")]
    [InlineData("exponential:decay_rate=-1", "not negative")]
    [InlineData("one_cycle:pct_start=2", "RisingPart lies between 0 and 1")]
    [InlineData("one_cycle:warmup_steps=2", "no option 'warmup_steps'")]
    public void Create_Throws_SayingWhatWouldBeRight(string line, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<Exception>(() => ScheduleRegistry.Create(line, 0.5, 1000)).Message, StringComparison.Ordinal);
}

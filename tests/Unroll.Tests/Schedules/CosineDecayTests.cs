using Unroll.Schedules;

namespace Unroll.Tests.Schedules;

public sealed class CosineDecayTests
{
    [Fact]
    public void At_FallsFromTheInitialRateToAlpha_AndStaysThere()
    {
        var schedule = new CosineDecay(0.2, 100) { Alpha = 0.1 };
        Assert.Equal(0.2, schedule.At(0), 1e-15);
        Assert.Equal(0.2 * ((0.9 * 0.5 * (1 + Math.Cos(Math.PI * 0.3))) + 0.1), schedule.At(30), 1e-15);
        Assert.Equal(0.11, schedule.At(50), 1e-15);
        Assert.Equal(0.02, schedule.At(100), 1e-15);
        Assert.Equal(0.02, schedule.At(10_000_000_000), 1e-15);
    }

    [Fact]
    public void At_RisesInALineToTheTarget_BeforeItFalls()
    {
        var schedule = new CosineDecay(0.1, 20) { WarmupTarget = 0.5, WarmupSteps = 4 };
        Assert.Equal([0.1, 0.2, 0.3, 0.4, 0.5], Enumerable.Range(0, 5).Select(step => Math.Round(schedule.At(step), 14)));
        Assert.Equal(0.25, schedule.At(14), 1e-15);
        Assert.Equal(0, schedule.At(24), 1e-15);
    }

    [Fact]
    public void At_StartsAtTheTarget_WhenTheWarmUpHasNoSteps() => Assert.Equal(0.5, new CosineDecay(0.1, 20) { WarmupTarget = 0.5 }.At(0), 1e-15);

    [Fact]
    public void At_IgnoresWarmUpSteps_WithoutATarget() => Assert.Equal(0.05, new CosineDecay(0.1, 20) { WarmupSteps = 4 }.At(10), 1e-15);

    [Fact]
    public void Constructor_Throws_WhenANumberIsWrong()
    {
        Wrong.Rate(rate => new CosineDecay(rate, 10));
        Wrong.Steps(steps => new CosineDecay(1, steps));
        Wrong.Rate(alpha => new CosineDecay(1, 10) { Alpha = alpha });
        Wrong.Rate(target => new CosineDecay(1, 10) { WarmupTarget = target });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineDecay(1, 10) { WarmupSteps = -1 });
    }
}

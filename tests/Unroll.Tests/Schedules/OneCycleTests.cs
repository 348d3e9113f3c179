using Unroll.Schedules;

namespace Unroll.Tests.Schedules;

public sealed class OneCycleTests
{
    /// <summary>The rates of torch.optim.lr_scheduler.OneCycleLR(max_lr=1, total_steps=10), by its formulas.</summary>
    [Fact]
    public void At_RisesAndFallsInHalfCosines_AsInPyTorch()
    {
        var schedule = new OneCycle(1, 10);
        double[] expected =
        [
            0.04, 0.04 + (0.96 * 0.5), 1,
            .. Enumerable.Range(1, 7).Select(step => 4e-6 + ((1 - 4e-6) * 0.5 * (1 + Math.Cos(Math.PI * step / 7)))),
        ];
        for (int step = 0; step < expected.Length; step++)
            Assert.Equal(expected[step], schedule.At(step), 1e-12);
        Assert.Equal(4e-6, schedule.At(9), 1e-15);
    }

    [Fact]
    public void At_MovesInLines_WhenItIsLinear()
    {
        var schedule = new OneCycle(0.5, 20) { RisingPart = 0.25, DivFactor = 5, FinalDivFactor = 10, IsLinear = true };
        Assert.Equal([0.1, 0.2, 0.3, 0.4, 0.5], Enumerable.Range(0, 5).Select(step => Math.Round(schedule.At(step), 14)));
        Assert.Equal(0.5 + ((0.01 - 0.5) * 6 / 15), schedule.At(10), 1e-14);
        Assert.Equal(0.01, schedule.At(19), 1e-14);
    }

    /// <summary>The top lies at 0.35 · 10 − 1 = 2.5, between two steps.</summary>
    [Fact]
    public void At_PassesATopBetweenTwoSteps_AsInPyTorch()
    {
        var schedule = new OneCycle(1, 10) { RisingPart = 0.35, IsLinear = true };
        Assert.Equal(0.04 + (0.96 * 2 / 2.5), schedule.At(2), 1e-14);
        Assert.Equal(1 + ((4e-6 - 1) * 0.5 / 6.5), schedule.At(3), 1e-14);
    }

    [Fact]
    public void At_StaysAtTheLastRate_AfterTheLastStep() => Assert.Equal(0.3 / 25 / 1e4, new OneCycle(0.3, 10).At(1_000_000), 1e-18);

    [Theory]
    [InlineData(0, 10, 0, 0.9000004)]
    [InlineData(1, 10, 9, 1)]
    [InlineData(0.1, 10, 0, 1)]
    [InlineData(0.3, 1, 0, 4e-6)]
    public void At_IsANumber_WhereTheRiseHasNoSteps_OrAll(double rising, long steps, long step, double rate) =>
        Assert.Equal(rate, new OneCycle(1, steps) { RisingPart = rising, IsLinear = true }.At(step), 1e-12);

    [Fact]
    public void Constructor_Throws_WhenANumberIsWrong()
    {
        Wrong.Rate(rate => new OneCycle(rate, 10));
        Wrong.Steps(steps => new OneCycle(1, steps));
        Wrong.Rate(part => new OneCycle(1, 10) { RisingPart = part });
        Wrong.Rate(factor => new OneCycle(1, 10) { DivFactor = factor });
        Wrong.Rate(factor => new OneCycle(1, 10) { FinalDivFactor = factor });
    }
}

using Unroll.Studies.Runs;

namespace Unroll.Studies.Tests.Runs;

public sealed class TypicalStepTests
{
    [Fact]
    public void Seconds_IsTheMean_OfStepsThatAlternate()
    {
        double[] steps = [.. Enumerable.Range(0, 90).Select(i => i % 2 == 0 ? 1.0 : 3.0)];
        Assert.Equal(2, TypicalStep.Seconds(steps), 1e-12);
    }

    [Fact]
    public void Seconds_LeavesOutASlowMoment()
    {
        double[] steps = [.. Enumerable.Range(0, 90).Select(i => i is >= 10 and < 40 ? 50.0 : 2.0)];
        Assert.Equal(2, TypicalStep.Seconds(steps), 1e-12);
    }

    [Theory]
    [InlineData(new[] { 4.0 }, 4.0)]
    [InlineData(new[] { 4.0, 1.0, 2.0 }, 2.0)]
    [InlineData(new[] { 4.0, 2.0 }, 3.0)]
    public void Seconds_IsTheMedian_OfAFewSteps(double[] steps, double expected) => Assert.Equal(expected, TypicalStep.Seconds(steps), 1e-12);

    /// <summary>Nine groups of 1 or 2 steps: 10 steps, of which the last two are one group.</summary>
    [Fact]
    public void Seconds_CountsEveryStepOnce_WhereGroupsDiffer()
    {
        double[] steps = [1, 1, 1, 1, 9, 9, 9, 9, 0, 2];
        Assert.Equal(1, TypicalStep.Seconds(steps), 1e-12);
    }
}

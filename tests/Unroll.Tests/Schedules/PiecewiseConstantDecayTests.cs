using Unroll.Schedules;

namespace Unroll.Tests.Schedules;

public sealed class PiecewiseConstantDecayTests
{
    [Fact]
    public void At_ChangesAfterTheStepOfABoundary()
    {
        var schedule = new PiecewiseConstantDecay([3, 5], [1, 0.5, 0.25]);
        Assert.Equal([1, 1, 0.5, 0.5, 0.25, 0.25], new long[] { 0, 3, 4, 5, 6, 10_000_000_000 }.Select(schedule.At));
        Assert.Equal(0.5, new PiecewiseConstantDecay([], [0.5]).At(7));
    }

    [Fact]
    public void Constructor_KeepsItsOwnNumbers()
    {
        long[] boundaries = [3];
        double[] values = [1, 2];
        var schedule = new PiecewiseConstantDecay(boundaries, values);
        (boundaries[0], values[0]) = (0, 9);
        Assert.Equal(1, schedule.At(2));
    }

    [Fact]
    public void Constructor_Throws_WhenTheNumbersDoNotFit()
    {
        Wrong.Rate(rate => new PiecewiseConstantDecay([3], [1, rate]));
        Assert.Contains("part 2 rates, not 1", Assert.Throws<ArgumentException>(() => new PiecewiseConstantDecay([3], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("5 comes after 5", Assert.Throws<ArgumentException>(() => new PiecewiseConstantDecay([5, 5], [1, 2, 3])).Message,
            StringComparison.Ordinal);
    }
}

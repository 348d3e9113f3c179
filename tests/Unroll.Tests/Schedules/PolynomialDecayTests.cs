using Unroll.Schedules;

namespace Unroll.Tests.Schedules;

public sealed class PolynomialDecayTests
{
    [Fact]
    public void At_FallsToTheEndAndStaysThere()
    {
        var line = new PolynomialDecay(0.5, 10) { EndLearningRate = 0.1 };
        Assert.Equal([0.5, 0.3, 0.1, 0.1, 0.1], new long[] { 0, 5, 10, 11, 10_000_000_000 }.Select(step => Math.Round(line.At(step), 14)));
        Assert.Equal(0.2, new PolynomialDecay(0.5, 10) { EndLearningRate = 0.1, Power = 2 }.At(5), 1e-15);
        Assert.Equal(1e-4, new PolynomialDecay(0.5, 10).At(10));
    }

    [Fact]
    public void At_RisesToo() => Assert.Equal(0.3, new PolynomialDecay(0.1, 10) { EndLearningRate = 0.5 }.At(5), 1e-15);

    [Fact]
    public void At_JumpsOntoALongerCurve_InACycle()
    {
        var schedule = new PolynomialDecay(0.5, 10) { EndLearningRate = 0.1, Cycle = true };
        Assert.Equal([0.5, 0.1, 0.28, 0.1, 0.22, 0.1], new long[] { 0, 10, 11, 20, 21, 30 }.Select(step => Math.Round(schedule.At(step), 14)));
    }

    [Fact]
    public void Constructor_Throws_WhenANumberIsWrong()
    {
        Wrong.Rate(rate => new PolynomialDecay(rate, 10));
        Wrong.Steps(steps => new PolynomialDecay(1, steps));
        Wrong.Rate(end => new PolynomialDecay(1, 10) { EndLearningRate = end });
        Wrong.Rate(power => new PolynomialDecay(1, 10) { Power = power });
    }
}

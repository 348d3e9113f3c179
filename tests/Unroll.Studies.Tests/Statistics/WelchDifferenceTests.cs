using Unroll.Studies.Statistics;

namespace Unroll.Studies.Tests.Statistics;

public sealed class WelchDifferenceTests
{
    /// <summary>By hand: variances 2.5 and 10 of five each, so se² = 2.5, ν = 6.25 / (0.0625 + 1) = 5.88 and t₅ = 2.5706.</summary>
    [Fact]
    public void Of_GivesTheIntervalByHand()
    {
        WelchDifference difference = WelchDifference.Of(Trials.Of(11, 12, 13, 14, 15), Trials.Of(2, 4, 6, 8, 10));
        Assert.Equal(7, difference.Value, 12);
        Assert.Equal(7 - (2.5706 * Math.Sqrt(2.5)), difference.Low, 4);
        Assert.Equal(7 + (2.5706 * Math.Sqrt(2.5)), difference.High, 4);
        Assert.True(difference.IsSignificant);
    }

    [Fact]
    public void IsSignificant_IsFalse_WhenTheIntervalHoldsZero() => Assert.False(WelchDifference.Of(Trials.Of(1, 2, 3), Trials.Of(2, 3, 4)).IsSignificant);

    [Fact]
    public void IsSignificant_IsNull_WhenOneOfThemIsASingleTraining() => Assert.Null(WelchDifference.Of(Trials.Of(1), Trials.Of(2, 3, 4)).IsSignificant);

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(1, 2, true)]
    public void IsSignificant_SaysWhetherTheyDiffer_WhenNeitherSpreads(double first, double second, bool beyond) =>
        Assert.Equal(beyond, WelchDifference.Of(Trials.Of(first, first), Trials.Of(second, second)).IsSignificant);
}

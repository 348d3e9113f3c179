using Unroll.Studies.Statistics;

namespace Unroll.Studies.Tests.Statistics;

/// <summary>Welch's interval where the numbers of trainings differ: each variance is divided by its own number.</summary>
public sealed class WelchUnequalTests
{
    /// <summary>By hand: variances 1 of three and 20/3 of four, so se² = 1/3 + 5/3 = 2, ν = 4 / ((1/9)/2 + (25/9)/3) = 4.075 and t₄ = 2.7764.</summary>
    [Fact]
    public void Of_DividesEachVarianceByItsOwnCount()
    {
        WelchDifference difference = WelchDifference.Of(Trials.Of(9, 10, 11), Trials.Of(1, 3, 5, 7));
        Assert.Equal(6, difference.Value, 12);
        Assert.Equal(6 - (2.7764 * Math.Sqrt(2)), difference.Low, 10);
        Assert.Equal(6 + (2.7764 * Math.Sqrt(2)), difference.High, 10);
    }

    [Fact]
    public void Of_IsTheSameInterval_MirroredWhenTheTwoChangePlaces()
    {
        WelchDifference there = WelchDifference.Of(Trials.Of(9, 10, 11), Trials.Of(1, 3, 5, 7)), back =
            WelchDifference.Of(Trials.Of(1, 3, 5, 7), Trials.Of(9, 10, 11));
        Assert.Equal((-there.Value, -there.High, -there.Low), (back.Value, back.Low, back.High));
        Assert.True(back.IsSignificant);
    }
}

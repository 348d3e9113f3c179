using Unroll.Studies.Statistics;

namespace Unroll.Studies.Tests.Statistics;

public sealed class MeanDifferenceTests
{
    /// <summary>"Student" (1908): extra hours of sleep of the same ten patients under two drugs; the data set sleep of R.</summary>
    static readonly double[] s_first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2], s_second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    /// <summary>R prints of t.test(extra ~ group, sleep, paired = TRUE): p-value = 0.002833, interval −2.4598858 to −0.7001142.</summary>
    [Fact]
    public void Paired_GivesThePublishedNumbers()
    {
        var difference = MeanDifference.Paired(s_first, s_second);
        Assert.Equal((-1.58, DifferenceTest.Paired), (Math.Round(difference.Value, 12), difference.Test));
        Assert.Equal((-2.4598858, -0.7001142), (Math.Round(difference.Low, 7), Math.Round(difference.High, 7)));
        Assert.Equal(0.002832890197384, difference.P, 12);
    }

    /// <summary>R prints of t.test(extra ~ group, sleep): df = 17.776, p-value = 0.07939, interval −3.3654832 to 0.2054832.</summary>
    [Fact]
    public void Welch_GivesThePublishedNumbers()
    {
        var difference = MeanDifference.Welch(s_first, s_second);
        Assert.Equal((-1.58, DifferenceTest.Welch), (Math.Round(difference.Value, 12), difference.Test));
        Assert.Equal((-3.3654832, 0.2054832), (Math.Round(difference.Low, 7), Math.Round(difference.High, 7)));
        Assert.Equal(0.0793941401873582, difference.P, 12);
    }

    /// <summary>By hand: variances 1 of three and 20/3 of four, so se² = 1/3 + 5/3 = 2 and ν = 4 / ((1/9)/2 + (25/9)/3) = 4.0755.</summary>
    [Fact]
    public void Welch_DividesEachVarianceByItsOwnCount()
    {
        MeanDifference there = MeanDifference.Welch([9, 10, 11], [1, 3, 5, 7]), back = MeanDifference.Welch([1, 3, 5, 7], [9, 10, 11]);
        Assert.Equal(6, there.Value, 12);
        Assert.Equal(StudentT.Quantile(4 / ((1 / 9.0 / 2) + (25 / 9.0 / 3))) * Math.Sqrt(2), there.High - there.Value, 9);
        Assert.Equal((-there.Value, -there.High, -there.Low, there.P), (back.Value, back.Low, back.High, back.P));
    }

    /// <summary>Two equal seeds on each side said "beyond the spread".</summary>
    [Fact]
    public void Difference_IsNotTested_BelowThreeTrainings_OrWithoutSpread()
    {
        foreach (MeanDifference difference in new[]
        {
            MeanDifference.Paired([1, 1], [2, 2]), MeanDifference.Paired([1, 1.5], [2, 2.1]), MeanDifference.Paired([1, 2, 3], [2, 3, 4]),
            MeanDifference.Welch([1, 1, 1], [2, 2, 2]), MeanDifference.Welch([1, 1.5], [2, 2.1, 2.2]), MeanDifference.Welch([1, 2, 3], [4]),
        })
        {
            Assert.Equal(DifferenceTest.None, difference.Test);
            Assert.True(difference.Value < 0 && double.IsNaN(difference.Low) && double.IsNaN(difference.High) && double.IsNaN(difference.P));
        }
    }

    [Fact]
    public void Paired_Throws_ForUnequalNumbers() => Assert.Throws<ArgumentOutOfRangeException>(() => MeanDifference.Paired([1, 2, 3], [1, 2]));
}

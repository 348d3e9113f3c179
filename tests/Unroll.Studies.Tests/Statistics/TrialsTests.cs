using Unroll.Studies.Statistics;

namespace Unroll.Studies.Tests.Statistics;

public class TrialsTests
{
    /// <summary>By hand: mean 4, squares 4 + 0 + 4; scipy.stats.t.ppf(0.975, 2) is 4.302652729749464.</summary>
    [Fact]
    public void Of_GivesBothDeviations_AndTheIntervalOfTheMean()
    {
        var trials = Trials.Of([2, 4, 6]);
        Assert.Equal((3, 4, 2, IntervalKind.StudentT), (trials.Count, trials.Mean, trials.Deviation, trials.Interval));
        Assert.Equal(Math.Sqrt(8 / 3.0), trials.PopulationDeviation, 12);
        Assert.Equal(4 - (4.302652729749464 * 2 / Math.Sqrt(3)), trials.Low, 9);
        Assert.Equal(4 + (4.302652729749464 * 2 / Math.Sqrt(3)), trials.High, 9);
    }

    [Fact]
    public void Of_HasNoDeviation_OfASingleTraining()
    {
        var trials = Trials.Of([0.5]);
        Assert.Equal((1, 0.5, 0), (trials.Count, trials.Mean, trials.PopulationDeviation));
        Assert.True(double.IsNaN(trials.Deviation) && double.IsNaN(trials.Low) && double.IsNaN(trials.High));
    }

    /// <summary>Two trainings have a t of 12.7; trainings that are equal have no spread, also where the mean of three times 0.1 is rounded.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_HasNoInterval_BelowThreeTrainings_OrWithoutSpread(bool isShare)
    {
        foreach (double[] values in new double[][] { [0.5, 0.75], [0.1, 0.1, 0.1], [0.1 + 0.2, 0.3, 0.3] })
        {
            var trials = Trials.Of(values, isShare);
            Assert.Equal(IntervalKind.None, trials.Interval);
            Assert.True(double.IsNaN(trials.Low) && double.IsNaN(trials.High));
        }
    }

    /// <summary>By hand: mean 0.65, s² / n = 0.0041667, so 54.6 counts would spread so; t of 3 degrees is 3.182446305284263.</summary>
    [Fact]
    public void Of_GivesWilsonsInterval_OfShares()
    {
        var trials = Trials.Of([0.5, 0.6, 0.8, 0.7], isShare: true);
        Assert.Equal((0.65, IntervalKind.Wilson), (Math.Round(trials.Mean, 12), trials.Interval));
        Assert.Equal(0.4364040184119541, trials.Low, 9);
        Assert.Equal(0.8166550748264761, trials.High, 9);
    }

    /// <summary>Student's t would say 0.91 to 1.06 and −0.06 to 0.09.</summary>
    [Fact]
    public void Of_KeepsTheIntervalOfShares_BetweenZeroAndOne()
    {
        Trials high = Trials.Of([0.95, 1, 1], isShare: true), low = Trials.Of([0.05, 0, 0], isShare: true);
        Assert.Equal((0.7366, 0.9992), (Math.Round(high.Low, 4), Math.Round(high.High, 4)));
        Assert.Equal((0.0008, 0.2634), (Math.Round(low.Low, 4), Math.Round(low.High, 4)));
    }

    [Fact]
    public void Of_Throws_WithoutTrainings() => Assert.Throws<ArgumentOutOfRangeException>(() => Trials.Of([]));
}

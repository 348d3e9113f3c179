using Unroll.Studies.Statistics;

namespace Unroll.Studies.Tests.Statistics;

public class TrialsTests
{
    /// <summary>By hand: mean 4, squares 4 + 0 + 4, t of 2 degrees 4.3027.</summary>
    [Fact]
    public void Of_GivesBothDeviations_AndTheIntervalOfTheMean()
    {
        var trials = Trials.Of(2, 4, 6);
        Assert.Equal((3, 4, 2), (trials.Count, trials.Mean, trials.Deviation));
        Assert.Equal(Math.Sqrt(8 / 3.0), trials.PopulationDeviation, 12);
        Assert.Equal(4 - (4.3027 * 2 / Math.Sqrt(3)), trials.Low, 10);
        Assert.Equal(4 + (4.3027 * 2 / Math.Sqrt(3)), trials.High, 10);
    }

    [Fact]
    public void Of_HasNoDeviation_OfASingleTraining()
    {
        var trials = Trials.Of(0.5);
        Assert.Equal((1, 0.5, 0), (trials.Count, trials.Mean, trials.PopulationDeviation));
        Assert.True(double.IsNaN(trials.Deviation) && double.IsNaN(trials.Low) && double.IsNaN(trials.High));
    }

    /// <summary>Tables give 2.0227 for 39 degrees of freedom.</summary>
    [Fact]
    public void Of_KnowsTheQuantile_BeyondTheTable()
    {
        var trials = Trials.Of([.. Enumerable.Range(0, 40).Select(i => (double)(i % 2))]);
        Assert.Equal(2.0227, (trials.High - trials.Mean) / (trials.Deviation / Math.Sqrt(40)), 2e-3);
    }

    /// <summary>The last quantile of the table is that of 30 degrees of freedom, 2.0423; the expansion gives 2.0395 there.</summary>
    [Theory]
    [InlineData(1, 12.7062)]
    [InlineData(29, 2.0452)]
    [InlineData(30, 2.0423)]
    public void Quantile_IsThatOfTheTable(int freedom, double quantile) => Assert.Equal(quantile, Trials.Quantile(freedom));

    [Fact]
    public void Of_Throws_WithoutTrainings() => Assert.Throws<ArgumentOutOfRangeException>(() => Trials.Of());
}

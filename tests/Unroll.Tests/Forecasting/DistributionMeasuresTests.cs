using Unroll.Forecasting;

namespace Unroll.Tests.Forecasting;

public sealed class DistributionMeasuresTests
{
    const double Tolerance = 1e-12;

    [Fact]
    public void PinballLoss_WeighsWhatLiesAboveByTheLevel_AndBelowByTheRest()
    {
        Assert.Equal(((0.9 * 2) + (0.1 * 3)) / 2, DistributionMeasures.PinballLoss([5, 5], [3, 8], 0.9), Tolerance);
        Assert.Equal(PointMeasures.Mae([5, 5], [3, 8]) / 2, DistributionMeasures.PinballLoss([5, 5], [3, 8], 0.5), Tolerance);
    }

    /// <summary>0.2 stands for 0 to 0.35, 0.5 for 0.35 to 0.7, 0.9 for 0.7 to 1.</summary>
    [Fact]
    public void CrpsFromQuantiles_WeighsEachQuantileByTheLevelsNearestToIt()
    {
        double[] levels = [0.2, 0.5, 0.9];
        double first = (0.35 * 0.2 * 3) + (0.35 * 0.5 * 1) + (0.3 * 0.1 * 2), second = (0.35 * 0.8 * 1) + (0.35 * 0.5 * 2) + (0.3 * 0.1 * 3);
        Assert.Equal(2 * (first + second) / 2, DistributionMeasures.CrpsFromQuantiles([4, 0], [1, 3, 6, 1, 2, 3], levels), Tolerance);
        Assert.Equal(2.5, DistributionMeasures.CrpsFromQuantiles([5, 5], [3, 8], [0.5]), Tolerance);
    }

    /// <summary>The uniform distribution on 0 to 1 has a score of 1/12 for its middle and of 1/3 for its end.</summary>
    [Theory]
    [InlineData(0.5, 1 / 12.0)]
    [InlineData(0.0, 1 / 3.0)]
    public void Crps_TendsToTheIntegral_WithManyQuantilesOrSamples(double actual, double expected)
    {
        double[] points = [.. Enumerable.Range(0, 1000).Select(point => (point + 0.5) / 1000)];
        Assert.Equal(expected, DistributionMeasures.CrpsFromQuantiles([actual], points, points), 1e-6);
        Assert.Equal(expected, DistributionMeasures.CrpsFromSamples([actual], points), 1e-3);
    }

    [Fact]
    public void CrpsFromSamples_EqualsTheMeanOverAllPairs()
    {
        double[] samples = [3, -1, 4, 4, 0];
        double distance = samples.Average(sample => Math.Abs(sample - 2)),
            spread = samples.Average(sample => samples.Average(other => Math.Abs(sample - other)));
        Assert.Equal(distance - (spread / 2), DistributionMeasures.CrpsFromSamples([2], samples), Tolerance);
        Assert.Equal(2.5, DistributionMeasures.CrpsFromSamples([5, 5], [3, 8]), Tolerance);
    }

    [Fact]
    public void Measures_Refuse_LevelsOutOfOrder_AndRowsThatDoNotFit()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DistributionMeasures.PinballLoss([1], [1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DistributionMeasures.PinballLoss([1], [1], 0));
        foreach (double[] levels in new double[][] { [0.5, 0.5], [0.9, 0.1], [0, 0.5], [0.5, 1] })
            Assert.Equal("levels", Assert.Throws<ArgumentException>(() => DistributionMeasures.CrpsFromQuantiles([1], [1, 2], levels)).ParamName);
        var error = Assert.Throws<ArgumentException>(() => DistributionMeasures.CrpsFromSamples([1, 2], [1, 2, 3]));
        Assert.Contains("samples has 3 values; 1 for each of 2 actual ones are expected", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DistributionMeasures.CrpsFromSamples([1], []));
        Assert.Throws<ArgumentException>(() => DistributionMeasures.CrpsFromSamples([], [1]));
    }
}

using Unroll.Studies.Statistics;

namespace Unroll.Studies.Tests.Statistics;

public sealed class DieboldMarianoTests
{
    static readonly double[] s_errors = [0.5, -1.2, 0.3, 2.1, -0.7, 1.1, -0.2, 0.9, -1.6, 0.4, 1.3, -0.8];
    static readonly double[] s_otherErrors = [0.9, -1.0, 1.4, 2.5, -1.9, 0.8, -1.1, 1.2, -1.3, 1.0, 2.2, -0.1];

    /// <summary>
    /// By the definition of <c>dm.test</c> in R's <c>forecast</c>, computed in Python; the tail of Student's t by Simpson's rule with 200,000 steps.
    /// </summary>
    [Theory]
    [InlineData(1, 2, -2.202708788905387, 0.049849680604694746)]
    [InlineData(2, 2, -2.6480574489574042, 0.022664852210858233)]
    [InlineData(3, 2, -4.180197162692923, 0.001536041524378029)]
    [InlineData(1, 1, -2.006670720551005, 0.06999904433386372)]
    [InlineData(4, 1, -2.799061586087715, 0.017303790022321075)]
    public void Test_GivesTheStatisticOfR(int horizon, int power, double statistic, double probability)
    {
        DieboldMariano test = DieboldMariano.Test(Losses(s_errors, power), Losses(s_otherErrors, power), horizon);
        Assert.Equal(statistic, test.Statistic, 1e-12);
        Assert.Equal(probability, test.P, 1e-10);
        Assert.Equal(horizon, test.Horizon);
        Assert.Equal(probability < 0.05, test.IsSignificant);
        Assert.Equal(Losses(s_errors, power).Average() - Losses(s_otherErrors, power).Average(), test.Difference, 1e-12);
    }

    [Fact]
    public void Test_TurnsItsSign_WhenTheForecastsAreExchanged()
    {
        DieboldMariano test = DieboldMariano.Test(Losses(s_errors, 2), Losses(s_otherErrors, 2), 2);
        DieboldMariano exchanged = DieboldMariano.Test(Losses(s_otherErrors, 2), Losses(s_errors, 2), 2);
        Assert.Equal(-test.Statistic, exchanged.Statistic, 1e-12);
        Assert.Equal(test.P, exchanged.P, 1e-12);
    }

    /// <summary>Differences that alternate have a negative covariance with the next one, twice as large as their variance.</summary>
    [Fact]
    public void Test_WeightsTheCovariances_WhenTheirSumIsNotAbove0()
    {
        double[] losses = [3, 1, 3, 1, 3, 1, 3, 2], others = [2, 2, 2, 2, 2, 2, 2, 2];
        double[] deviations = [.. losses.Select(loss => loss - 2 - 0.125)];
        double variance = (deviations.Sum(one => one * one) + deviations.Zip(deviations.Skip(1), (a, b) => a * b).Sum()) / 64;
        DieboldMariano test = DieboldMariano.Test(losses, others, 2);
        Assert.Equal(0.125 / Math.Sqrt(variance) * Math.Sqrt((8 + 1 - 4 + (2 * 1 / 8.0)) / 8), test.Statistic, 1e-9);
        Assert.Equal(2, test.Horizon);
    }

    /// <summary>Errors of a long horizon that swing once through the test say nothing, whatever their number.</summary>
    [Fact]
    public void Test_FindsNothing_WhereTheLossesOfALongHorizonSwing()
    {
        double[] losses = [.. Enumerable.Range(0, 2000).Select(i => 1.02 + Math.Sin(i * Math.Tau / 1000))], others = [.. losses.Select(_ => 1.0)];
        Assert.InRange(DieboldMariano.Test(losses, others, 700).P, 0.2, 1);
    }

    [Fact]
    public void Test_SaysNothing_WhenTheLossesDifferByTheSameEverywhere()
    {
        foreach (double difference in new[] { 0, 0.1 })
        {
            DieboldMariano test = DieboldMariano.Test([1, 2.3, 3, 4.7], [1 - difference, 2.3 - difference, 3 - difference, 4.7 - difference]);
            Assert.Equal(difference, test.Difference, 1e-12);
            Assert.Equal(double.NaN, test.P);
            Assert.False(test.IsSignificant);
        }
    }

    [Fact]
    public void Test_Refuses_WhatItCannotCompare()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DieboldMariano.Test([1, 2, 3], [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => DieboldMariano.Test([1, 2], [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => DieboldMariano.Test([1, 2, 3, 4], [2, 1, 3, 4], 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => DieboldMariano.Test([1, 2, 3, 4], [2, 1, 3, 4], 0));
        Assert.Contains("at 1 are NaN and 1", Assert.Throws<ArgumentException>(() => DieboldMariano.Test([1, double.NaN, 3], [2, 1, 3])).Message, StringComparison.Ordinal);
    }

    static double[] Losses(double[] errors, int power) => [.. errors.Select(error => power == 1 ? Math.Abs(error) : error * error)];
}

using Unroll.Studies.Statistics;

namespace Unroll.Studies.Tests.Statistics;

public sealed class StudentTTests
{
    /// <summary>scipy.stats.t.ppf(0.975, ν); the first four are in any table.</summary>
    [Theory]
    [InlineData(1, 12.706204736432095)]
    [InlineData(2, 4.302652729911275)]
    [InlineData(4, 2.7764451051977987)]
    [InlineData(9, 2.2621571627409915)]
    [InlineData(17.776473516178488, 2.1028172415)]
    [InlineData(39, 2.022690920036761)]
    [InlineData(1000, 1.9623390808264078)]
    public void Quantile_IsThatOfTables(double freedom, double quantile) => Assert.Equal(quantile, StudentT.Quantile(freedom), 6);

    /// <summary>Closed forms: of one degree 1 − 2 arctan(t) / π, of two 1 − t / √(2 + t²).</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(-3)]
    [InlineData(50)]
    public void TwoSided_IsThatOfTheClosedForms(double t)
    {
        Assert.Equal(1 - (2 * Math.Atan(Math.Abs(t)) / Math.PI), StudentT.TwoSided(t, 1), 12);
        Assert.Equal(1 - (Math.Abs(t) / Math.Sqrt(2 + (t * t))), StudentT.TwoSided(t, 2), 12);
    }
}

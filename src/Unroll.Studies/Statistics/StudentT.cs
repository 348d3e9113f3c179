using Distribution = MathNet.Numerics.Distributions.StudentT;

namespace Unroll.Studies.Statistics;

/// <summary>Student's t distribution, for any number of degrees of freedom above 0.</summary>
static class StudentT
{
    const double Upper = 0.975;

    /// <summary>The quantile of a two-sided 95 %.</summary>
    public static double Quantile(double freedom) => Distribution.InvCDF(0, 1, freedom, Upper);

    /// <summary>The probability of a value at least as far from 0.</summary>
    public static double TwoSided(double t, double freedom) => 2 * Distribution.CDF(0, 1, freedom, -Math.Abs(t));
}

using Unroll.Kernels.Numerics;

namespace Unroll.Losses;

/// <summary>A parameter that has to be above 0, from any real number: ln(1 + eˣ), and never so small that a logarithm of it runs away.</summary>
static class PositiveNumber
{
    const double Least = 1e-4;

    /// <summary>ln(1 + eˣ) + 10⁻⁴.</summary>
    /// <param name="x">Any number.</param>
    /// <param name="slope">Its derivative by x.</param>
    public static double Of(double x, out double slope)
    {
        double e = PortableMath.Exp(-Math.Abs(x));
        slope = x >= 0 ? 1 / (1 + e) : e / (1 + e);
        return Math.Max(x, 0) + PortableMath.Log(1 + e) + Least;
    }

    /// <inheritdoc cref="Of(double, out double)"/>
    public static double Of(double x) => Of(x, out _);
}

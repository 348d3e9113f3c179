namespace Unroll.Kernels.Numerics;

/// <summary>The logarithm of Γ and its derivative, from sums, products and <see cref="PortableMath"/>: the same bits everywhere.</summary>
static class GammaFunctions
{
    const double LogOfRootOfTau = 0.9189385332046728;

    /// <summary>From here on Stirling's series has all digits of a double.</summary>
    const double Large = 10;

    /// <summary>ln Γ(x) for x above 0; NaN elsewhere. Errors lie below 10⁻¹⁴ of the larger of the value and 1.</summary>
    public static double LogGamma(double x)
    {
        if (!(x > 0)) return double.NaN;
        double product = 1;
        for (; x < Large; x++)
            product *= x;
        double r = 1 / (x * x);
        double series = ((((((((-691 / 360360.0 * r) + (1 / 1188.0)) * r) - (1 / 1680.0)) * r) + (1 / 1260.0)) * r) - (1 / 360.0)) * r;
        return ((x - 0.5) * PortableMath.Log(x)) - x + LogOfRootOfTau + ((series + (1 / 12.0)) / x) - PortableMath.Log(product);
    }

    /// <summary>Γ′(x)/Γ(x) for x above 0; NaN elsewhere.</summary>
    public static double Digamma(double x)
    {
        if (!(x > 0)) return double.NaN;
        double sum = 0;
        for (; x < Large; x++)
            sum += 1 / x;
        double r = 1 / (x * x);
        double series = ((((((((-691 / 32760.0 * r) + (1 / 132.0)) * r) - (1 / 240.0)) * r) + (1 / 252.0)) * r) - (1 / 120.0)) * r;
        return PortableMath.Log(x) - (0.5 / x) - ((series + (1 / 12.0)) * r) - sum;
    }

    /// <summary>The regularized incomplete beta function Iₓ(a, b) for a, b above 0 and x from 0 to 1, by Lentz' continued fraction.</summary>
    public static double Beta(double x, double a, double b)
    {
        if (x <= 0 || x >= 1)
            return x <= 0 ? 0 : 1;
        double front = PortableMath.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * PortableMath.Log(x)) + (b * PortableMath.Log(1 - x)));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - (front * Fraction(1 - x, b, a) / b);
    }

    static double Fraction(double x, double a, double b)
    {
        const double Tiny = 1e-300, Enough = 1e-15;
        double c = 1, d = 1 / Away(1 - ((a + b) * x / (a + 1))), value = d;
        for (int m = 1; m <= 10_000; m++)
        {
            double even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Away(1 + (even * d));
            c = Away(1 + (even / c));
            value *= c * d;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Away(1 + (odd * d));
            c = Away(1 + (odd / c));
            double factor = c * d;
            value *= factor;
            if (Math.Abs(factor - 1) < Enough)
                break;
        }

        return value;

        static double Away(double value) => Math.Abs(value) < Tiny ? Tiny : value;
    }
}

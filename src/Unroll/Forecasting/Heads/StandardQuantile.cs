using Unroll.Kernels.Numerics;

namespace Unroll.Forecasting.Heads;

/// <summary>Quantiles of distributions of location 0 and scale 1, found by Newton's method.</summary>
static class StandardQuantile
{
    /// <summary>Of the normal distribution.</summary>
    public static double Normal(double probability) => Search(probability, NormalTail, NormalDensity);

    /// <summary>Of Student's t distribution.</summary>
    public static double StudentT(double probability, double freedom)
    {
        double peak = PortableMath.Exp(GammaFunctions.LogGamma((freedom + 1) / 2) - GammaFunctions.LogGamma(freedom / 2)) / Math.Sqrt(Math.PI * freedom);
        return Search(probability, x => GammaFunctions.Beta(freedom / (freedom + (x * x)), freedom / 2, 0.5) / 2,
            x => peak * PortableMath.Exp(-(freedom + 1) / 2 * PortableMath.Log(1 + (x * x / freedom))));
    }

    /// <summary>The x at which a symmetric distribution, whose density falls from 0 on, has so much above it.</summary>
    static double Search(double probability, Func<double, double> tail, Func<double, double> density)
    {
        const double Enough = 1e-13;
        const int MostSteps = 1000;
        if (!(probability is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability above 0 and below 1 is expected.");
        if (probability == 0.5)
            return 0;
        double share = Math.Min(probability, 1 - probability), x = 0, high = 1;
        for (; tail(high) > share; high *= 2)
            x = high;
        // The tail is convex, so that a tangent reaches the share before the tail does: steps go up, and end where rounding stops them.
        for (int step = 0; step < MostSteps; step++)
        {
            double next = x + ((tail(x) - share) / density(x));
            if (!(next > x * (1 + Enough) && next <= high))
                break;
            x = next;
        }

        return probability < 0.5 ? -x : x;
    }

    static double NormalDensity(double x)
    {
        const double RootOfTau = 2.5066282746310002;
        return PortableMath.Exp(-x * x / 2) / RootOfTau;
    }

    /// <summary>1 − Φ(x) for x ≥ 0: Φ(x) − ½ = φ(x)·Σ x²ⁿ⁺¹ / (1·3·…·(2n + 1)); far out the continued fraction of Mills' ratio.</summary>
    static double NormalTail(double x)
    {
        double density = NormalDensity(x);
        if (x > 5)
        {
            double fraction = x;
            for (int n = 60; n > 0; n--)
                fraction = x + (n / fraction);
            return density / fraction;
        }

        double term = x, sum = x;
        for (int n = 1; term > sum * 1e-17; n++)
        {
            term *= x * x / ((2 * n) + 1);
            sum += term;
        }

        return 0.5 - (density * sum);
    }
}

using Unroll.Kernels.Numerics;

namespace Unroll.Forecasting.Heads;

/// <summary>
/// Quantiles of distributions of location 0 and scale 1, found by halving the interval in which their distribution function reaches a probability.
/// </summary>
static class StandardQuantile
{
    /// <summary>Of the normal distribution.</summary>
    public static double Normal(double probability) => Search(probability, NormalTail);

    /// <summary>Of Student's t distribution.</summary>
    public static double StudentT(double probability, double freedom) =>
        Search(probability, x => GammaFunctions.Beta(freedom / (freedom + (x * x)), freedom / 2, 0.5) / 2);

    /// <summary>The x at which a symmetric distribution has so much above it.</summary>
    static double Search(double probability, Func<double, double> tail)
    {
        if (!(probability is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability above 0 and below 1 is expected.");
        if (probability == 0.5)
            return 0;
        double share = Math.Min(probability, 1 - probability), low = 0, high = 1;
        for (; tail(high) > share; high *= 2)
            low = high;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = tail(middle) > share ? (middle, high) : (low, middle);
        }

        return probability < 0.5 ? -high : high;
    }

    /// <summary>1 − Φ(x) for x ≥ 0: Φ(x) − ½ = φ(x)·Σ x²ⁿ⁺¹ / (1·3·…·(2n + 1)); far out the continued fraction of Mills' ratio.</summary>
    static double NormalTail(double x)
    {
        const double RootOfTau = 2.5066282746310002;
        double density = PortableMath.Exp(-x * x / 2) / RootOfTau;
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

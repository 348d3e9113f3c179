namespace Unroll.Kernels.Tests.References;

/// <summary>The standard normal distribution in double.</summary>
static class NormalReference
{
    public static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>Φ(x): the series about 0, and far out the continued fraction of the tail (Abramowitz and Stegun, 26.2.11 and 26.2.14).</summary>
    public static double Cumulative(double x)
    {
        if (Math.Abs(x) < 3)
        {
            double term = x, sum = x;
            for (int n = 3; n < 200; n += 2)
            {
                term *= x * x / n;
                sum += term;
            }

            return 0.5 + (Density(x) * sum);
        }

        double t = Math.Abs(x), fraction = t;
        for (int n = 300; n >= 1; n--)
            fraction = t + (n / fraction);
        double tail = Density(t) / fraction;
        return x < 0 ? tail : 1 - tail;
    }
}

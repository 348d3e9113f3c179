namespace Unroll.Kernels.Tests.References;

/// <summary>Gradients of a loss in double: (L(x + ε) − L(x − ε)) / 2ε.</summary>
static class CentralDifferences
{
    const double Epsilon = 1e-6;

    /// <summary>The gradient at x; of more than <paramref name="most"/> elements a random choice is computed and the rest is NaN.</summary>
    public static double[] Gradient(double[] x, Func<double> loss, int most = int.MaxValue)
    {
        double[] gradient = new double[x.Length];
        Array.Fill(gradient, double.NaN);
        int[] order = [.. Enumerable.Range(0, x.Length)];
        if (x.Length > most)
            new System.Random(x.Length).Shuffle(order);
        foreach (int i in order.Take(most))
        {
            double kept = x[i];
            x[i] = kept + Epsilon;
            double above = loss();
            x[i] = kept - Epsilon;
            double below = loss();
            x[i] = kept;
            gradient[i] = (above - below) / (2 * Epsilon);
        }

        return gradient;
    }
}

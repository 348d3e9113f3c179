namespace Unroll.Kernels.Tests.References;

/// <summary>Layer normalization in double, as its definition says.</summary>
static class LayerNormalizationReference
{
    public static double[] Forward(double[] x, int columns, double[]? gamma, double[]? beta, double epsilon)
    {
        double[] y = new double[x.Length];
        for (int first = 0; first < x.Length; first += columns)
        {
            double mean = x.Skip(first).Take(columns).Average(), variance = x.Skip(first).Take(columns).Average(value => (value - mean) * (value - mean));
            for (int j = 0; j < columns; j++)
                y[first + j] = ((x[first + j] - mean) / Math.Sqrt(variance + epsilon) * (gamma?[j] ?? 1)) + (beta?[j] ?? 0);
        }

        return y;
    }
}

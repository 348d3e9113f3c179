namespace Unroll.Kernels.Tests.References;

/// <summary>Softmax over rows of a number of columns, and the cross-entropies behind it.</summary>
static class SoftmaxReference
{
    public static double[] Forward(double[] x, int columns)
    {
        double[] p = new double[x.Length], logSums = LogSums(x, columns);
        for (int i = 0; i < x.Length; i++)
            p[i] = Math.Exp(x[i] - logSums[i / columns]);
        return p;
    }

    /// <summary>ln Σⱼ eˣʲ of every row.</summary>
    public static double[] LogSums(double[] x, int columns)
    {
        double[] result = new double[x.Length / columns];
        for (int row = 0; row < result.Length; row++)
        {
            double max = double.NegativeInfinity, sum = 0;
            for (int j = 0; j < columns; j++)
                max = Math.Max(max, x[(row * columns) + j]);
            for (int j = 0; j < columns; j++)
                sum += Math.Exp(x[(row * columns) + j] - max);
            result[row] = max + Math.Log(sum);
        }

        return result;
    }

    /// <summary>−Σⱼ yⱼ·ln softmax(x)ⱼ of every row.</summary>
    public static double[] CrossEntropies(double[] x, double[] y, int columns)
    {
        double[] losses = new double[x.Length / columns], logSums = LogSums(x, columns);
        for (int i = 0; i < x.Length; i++)
            losses[i / columns] += y[i] * (logSums[i / columns] - x[i]);
        return losses;
    }

    /// <summary>−Σⱼ yⱼ·ln qⱼ of every row, for q = p / Σp cut to [1e-7, 1 − 1e-7].</summary>
    public static double[] ProbabilityCrossEntropies(double[] p, double[] y, int columns)
    {
        double[] losses = new double[p.Length / columns];
        for (int row = 0; row < losses.Length; row++)
        {
            double sum = p.Skip(row * columns).Take(columns).Sum();
            for (int j = 0, at = row * columns; j < columns; j++, at++)
                losses[row] -= y[at] * Math.Log(Math.Clamp(p[at] / sum, 1e-7, 1 - 1e-7));
        }

        return losses;
    }
}

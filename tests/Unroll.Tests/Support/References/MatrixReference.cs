namespace Unroll.Tests.Support.References;

/// <summary>Products in double, by three loops.</summary>
static class MatrixReference
{
    /// <summary>x·W + b for every row of x; b may be null.</summary>
    public static double[] Multiply(double[] x, double[] weights, double[]? bias, int depth, int columns)
    {
        double[] y = new double[x.Length / depth * columns];
        for (int row = 0; row < x.Length / depth; row++)
            for (int column = 0; column < columns; column++)
            {
                double sum = bias is null ? 0 : bias[column];
                for (int k = 0; k < depth; k++)
                    sum += x[(row * depth) + k] * weights[(k * columns) + column];
                y[(row * columns) + column] = sum;
            }

        return y;
    }
}

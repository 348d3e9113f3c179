namespace Unroll.Kernels.Tests.References;

/// <summary>Row-major products in double.</summary>
static class MatrixReference
{
    /// <summary>bias (or zeros) + A·B for a: [rows, depth], b: [depth, columns].</summary>
    public static double[] Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> bias, int rows, int depth, int columns)
    {
        double[] c = new double[rows * columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
            {
                double sum = bias.IsEmpty ? 0 : bias[j];
                for (int k = 0; k < depth; k++)
                    sum += a[(i * depth) + k] * b[(k * columns) + j];
                c[(i * columns) + j] = sum;
            }

        return c;
    }

    public static T[] Transpose<T>(ReadOnlySpan<T> a, int rows, int columns)
    {
        var result = new T[a.Length];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                result[(j * rows) + i] = a[(i * columns) + j];
        return result;
    }
}

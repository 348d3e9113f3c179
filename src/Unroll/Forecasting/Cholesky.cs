namespace Unroll.Forecasting;

/// <summary>Solves systems of linear equations whose matrix is symmetric and positive definite.</summary>
static class Cholesky
{
    /// <summary>Solves A·X = B.</summary>
    /// <param name="matrix">A, [n, n]; its lower triangle becomes L of A = L·Lᵀ.</param>
    /// <param name="right">B, [n, m]; becomes X.</param>
    public static void Solve(double[][] matrix, double[][] right)
    {
        for (int row = 0; row < matrix.Length; row++)
        {
            double[] own = matrix[row];
            for (int column = 0; column <= row; column++)
            {
                double[] other = matrix[column];
                double sum = own[column];
                for (int k = 0; k < column; k++)
                    sum -= own[k] * other[k];
                own[column] = column < row ? sum / other[column] : Math.Sqrt(sum);
            }
        }

        for (int row = 0; row < matrix.Length; row++)
        {
            for (int k = 0; k < row; k++)
                Subtract(right[k], matrix[row][k], right[row]);
            Divide(right[row], matrix[row][row]);
        }

        for (int row = matrix.Length - 1; row >= 0; row--)
        {
            for (int k = row + 1; k < matrix.Length; k++)
                Subtract(right[k], matrix[k][row], right[row]);
            Divide(right[row], matrix[row][row]);
        }
    }

    static void Subtract(double[] row, double factor, double[] from)
    {
        for (int i = 0; i < from.Length; i++)
            from[i] -= factor * row[i];
    }

    static void Divide(double[] row, double by)
    {
        for (int i = 0; i < row.Length; i++)
            row[i] /= by;
    }
}

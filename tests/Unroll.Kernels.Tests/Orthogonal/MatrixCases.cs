using Unroll.Kernels.Orthogonal;

namespace Unroll.Kernels.Tests.Orthogonal;

static class MatrixCases
{
    public static TallMatrix Draw(int rows, int columns, int seed)
    {
        var random = new System.Random(seed);
        return Create(rows, columns, (_, _) => random.NextDouble() - 0.5);
    }

    public static TallMatrix Create(int rows, int columns, Func<int, int, double> element)
    {
        var matrix = new TallMatrix(rows, columns);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                matrix.Row(row)[column] = element(row, column);
        return matrix;
    }

    public static double[,] Values(TallMatrix matrix)
    {
        double[,] values = new double[matrix.Rows, matrix.Columns];
        for (int row = 0; row < matrix.Rows; row++)
            for (int column = 0; column < matrix.Columns; column++)
                values[row, column] = matrix.Row(row)[column];
        return values;
    }

    public static IEnumerable<long> Bits(double[,] values) => values.Cast<double>().Select(BitConverter.DoubleToInt64Bits);
}

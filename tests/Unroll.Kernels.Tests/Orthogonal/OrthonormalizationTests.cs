using Unroll.Kernels.Orthogonal;

namespace Unroll.Kernels.Tests.Orthogonal;

public sealed class OrthonormalizationTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(9, 9)]
    [InlineData(40, 16)]
    [InlineData(40, 17)]
    [InlineData(33, 33)]
    [InlineData(130, 96)]
    [InlineData(300, 300)]
    [InlineData(520, 515)]
    public void Run_GivesQOfTheDecomposition_WithAPositiveDiagonalOfR(int rows, int columns)
    {
        using TallMatrix matrix = MatrixCases.Draw(rows, columns, seed: 3);
        double[,] values = MatrixCases.Values(matrix), expected = MatrixCases.Values(matrix);
        OneAfterAnother(expected);
        Orthonormalization.Run(matrix);
        double[,] q = MatrixCases.Values(matrix);
        Assert.InRange(LargestDeviation(q), 0, 4e-15);
        Assert.InRange(q.Cast<double>().Zip(expected.Cast<double>()).Max(pair => Math.Abs(pair.First - pair.Second)), 0, 1e-9);

        // A = QR: below its diagonal R is zero.
        double[,] r = Product(q, values);
        for (int i = 0; i < columns; i++)
            for (int j = 0; j <= i; j++)
                Assert.True(j == i ? r[i, j] > 0 : Math.Abs(r[i, j]) < 1e-13, $"R[{i}, {j}] = {r[i, j]}");
    }

    [Theory]
    [MemberData(nameof(IllConditioned))]
    public void Run_KeepsColumnsOrthogonal_HoweverIllConditioned(string name, int rows, int columns)
    {
        using TallMatrix matrix = MatrixCases.Create(rows, columns, Element(name));
        Orthonormalization.Run(matrix);
        Assert.InRange(LargestDeviation(MatrixCases.Values(matrix)), 0, 4e-15);
    }

    public static TheoryData<string, int, int> IllConditioned => new()
    {
        { "hilbert", 12, 12 }, { "hilbert", 60, 40 }, { "powers", 100, 60 },
        { "almost equal", 200, 100 }, { "almost one vector", 70, 64 }, { "graded", 150, 120 },
    };

    [Fact]
    public async Task Run_GivesTheSameBits_InEveryLane_ForAnyNumberOfThreads()
    {
        foreach ((int rows, int columns) in new[] { (150, 150), (300, 270) })
        {
            using TallMatrix expected = MatrixCases.Draw(rows, columns, seed: 4);
            Orthonormalization.Run(expected);
            foreach (int width in new[] { 16, 8, 4 })
                foreach (int threads in new[] { 1, 2, 3, 5 })
                {
                    using TallMatrix actual = MatrixCases.Draw(rows, columns, seed: 4);
                    TaskScheduler scheduler = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler;
                    await Task.Factory.StartNew(() => Orthonormalization.Run(actual, width), CancellationToken.None, TaskCreationOptions.None, scheduler);
                    Assert.Equal(MatrixCases.Bits(MatrixCases.Values(expected)), MatrixCases.Bits(MatrixCases.Values(actual)));
                }
        }
    }

    [Fact]
    public void Run_Throws_ForColumnsWithoutDirection()
    {
        using TallMatrix zeros = MatrixCases.Create(20, 3, (_, column) => column);
        using TallMatrix infinite = MatrixCases.Create(20, 3, (row, column) => row == column ? double.PositiveInfinity : 1);
        Assert.Throws<ArithmeticException>(() => Orthonormalization.Run(zeros));
        Assert.Throws<ArithmeticException>(() => Orthonormalization.Run(infinite));
    }

    static Func<int, int, double> Element(string name)
    {
        var random = new System.Random(5);
        return name switch
        {
            "hilbert" => (row, column) => 1.0 / (row + column + 1),
            "powers" => (row, column) => Math.Pow((row + 1) / 100.0, column),
            "almost equal" => (row, column) => Math.Sin(1 + (row * (column / 2 + 1))) + (1e-9 * random.NextDouble()),
            "almost one vector" => (row, column) => row + 1 + (row == column ? 1e-11 : 0),
            _ => (row, column) => (random.NextDouble() - 0.5) * Math.Pow(10, -column),
        };
    }

    /// <summary>Modified Gram–Schmidt, twice.</summary>
    static void OneAfterAnother(double[,] values)
    {
        (int rows, int columns) = (values.GetLength(0), values.GetLength(1));
        for (int column = 0; column < columns; column++)
        {
            for (int i = 0; i < 2 * column; i++)
            {
                double dot = Dot(values, i % column, values, column);
                for (int row = 0; row < rows; row++)
                    values[row, column] -= dot * values[row, i % column];
            }

            double norm = Math.Sqrt(Dot(values, column, values, column));
            for (int row = 0; row < rows; row++)
                values[row, column] /= norm;
        }
    }

    /// <summary>max |QᵀQ − I|.</summary>
    static double LargestDeviation(double[,] q)
    {
        double[,] product = Product(q, q);
        double largest = 0;
        for (int i = 0; i < product.GetLength(0); i++)
            for (int j = 0; j < product.GetLength(1); j++)
                largest = Math.Max(largest, Math.Abs(product[i, j] - (i == j ? 1 : 0)));
        return double.IsNaN(product[0, 0]) ? double.NaN : largest;
    }

    static double[,] Product(double[,] left, double[,] right)
    {
        double[,] product = new double[left.GetLength(1), right.GetLength(1)];
        for (int i = 0; i < product.GetLength(0); i++)
            for (int j = 0; j < product.GetLength(1); j++)
                product[i, j] = Dot(left, i, right, j);
        return product;
    }

    static double Dot(double[,] left, int i, double[,] right, int j)
    {
        double sum = 0;
        for (int row = 0; row < left.GetLength(0); row++)
            sum += left[row, i] * right[row, j];
        return sum;
    }
}

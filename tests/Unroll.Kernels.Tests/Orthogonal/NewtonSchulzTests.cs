using Unroll.Kernels.Orthogonal;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Orthogonal;

public sealed class NewtonSchulzTests
{
    /// <summary>Keras' and Jordan's polynomial.</summary>
    static readonly NewtonSchulz s_usual = new(3.4445f, -4.7750f, 2.0315f, 5);

    public static TheoryData<int, int> Shapes => new()
    {
        { 1, 1 }, { 1, 40 }, { 40, 1 }, { 2, 96 }, { 17, 33 }, { 33, 17 }, { 48, 48 }, { 64, 192 }, { 150, 70 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Run_AgreesWithTheFormula(int rows, int columns)
    {
        float[] x = RandomData.Uniform(rows * columns, seed: rows);
        double[,] expected = Reference(x, rows, columns, s_usual);
        Run(s_usual, x, rows, columns);
        Check.CloseToLargest([.. expected.Cast<double>()], x, 2e-4, $"{rows} × {columns}");
    }

    /// <summary>The figures of Keras' own test.</summary>
    [Fact]
    public void Run_AgreesWithKeras()
    {
        float[] x = [0.2499f, 0.9105f, 0.2655f, 0.8824f];
        Run(s_usual, x, 2, 2);
        Check.Close([-0.4422, 0.6457, 0.7285, 0.2968], x, 1e-3, "Keras");
    }

    /// <summary>The polynomial (15 x − 10 x³ + 3 x⁵)/8 has its fixed point at 1.</summary>
    [Theory]
    [InlineData(24, 60)]
    [InlineData(60, 24)]
    public void Run_MakesTheSmallerSideOrthonormal_WithAPolynomialThatConverges(int rows, int columns)
    {
        float[] x = RandomData.Uniform(rows * columns, seed: 3);
        Run(new NewtonSchulz(15 / 8f, -10 / 8f, 3 / 8f, 30), x, rows, columns);
        int side = Math.Min(rows, columns);
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
            {
                double product = 0;
                for (int k = 0; k < Math.Max(rows, columns); k++)
                    product += rows < columns ? (double)x[(i * columns) + k] * x[(j * columns) + k] : (double)x[(k * columns) + i] * x[(k * columns) + j];
                Assert.Equal(i == j ? 1 : 0, product, 1e-5);
            }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Run_GivesTheSameBits_InEveryLaneAndForAnyNumberOfWorkers(int rows, int columns)
    {
        float[] expected = RandomData.Uniform(rows * columns, seed: 5);
        Run(s_usual, expected, rows, columns, workers: 1);
        foreach (int width in Sizes.LaneWidths)
            foreach (int workers in SharedWorkers.Counts)
            {
                float[] x = RandomData.Uniform(rows * columns, seed: 5);
                Run(s_usual, x, rows, columns, workers, width);
                Check.SameBits(expected, x, $"{rows} × {columns}, lanes of {width}, {workers} workers");
            }
    }

    [Fact]
    public void Run_LeavesZerosAndNothing()
    {
        float[] zeros = new float[12];
        Run(s_usual, zeros, 3, 4);
        Assert.All(zeros, value => Assert.Equal(0, value));
        Run(s_usual, [], 0, 4);
    }

    [Fact]
    public void Run_Throws_WhenTheMemoryIsTooSmall() => Assert.Throws<ArgumentException>(
        () => s_usual.Run(SharedWorkers.Of(1), new float[12], 3, 4, 1, new float[NewtonSchulz.ScratchLength(3, 4) - 1]));

    static void Run(NewtonSchulz iteration, float[] x, int rows, int columns, int workers = 2, int width = 0)
    {
        double norm = Math.Sqrt(x.Sum(value => (double)value * value));
        iteration.Run(SharedWorkers.Of(workers), x, rows, columns, norm, new float[NewtonSchulz.ScratchLength(rows, columns)], width);
    }

    /// <summary>X ← a·X + (b·G + c·G²)·X with G = X·Xᵀ, in doubles.</summary>
    static double[,] Reference(float[] values, int rows, int columns, NewtonSchulz iteration)
    {
        double norm = Math.Sqrt(values.Sum(value => (double)value * value)) + 1e-7;
        double[,] x = new double[rows, columns];
        for (int i = 0; i < values.Length; i++)
            x[i / columns, i % columns] = values[i] / norm;
        for (int step = 0; step < iteration.Steps; step++)
        {
            double[,] gram = Product(x, Transpose(x)), square = Product(gram, gram), factor = new double[rows, rows];
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < rows; j++)
                    factor[i, j] = (iteration.B * gram[i, j]) + (iteration.C * square[i, j]) + (i == j ? iteration.A : 0);
            x = Product(factor, x);
        }

        return x;
    }

    static double[,] Transpose(double[,] x)
    {
        double[,] transposed = new double[x.GetLength(1), x.GetLength(0)];
        for (int i = 0; i < x.GetLength(0); i++)
            for (int j = 0; j < x.GetLength(1); j++)
                transposed[j, i] = x[i, j];
        return transposed;
    }

    static double[,] Product(double[,] a, double[,] b)
    {
        double[,] product = new double[a.GetLength(0), b.GetLength(1)];
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < b.GetLength(1); j++)
                for (int k = 0; k < a.GetLength(1); k++)
                    product[i, j] += a[i, k] * b[k, j];
        return product;
    }
}

using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;
using Unroll.Tests.Support.References;

namespace Unroll.Tests.Operations;

public sealed class MatMulTransposedTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(4, 3, 5, 6)]
    [InlineData(1, 7, 17, 33)]
    [InlineData(5, 1, 16, 1)]
    public void MatMulTransposed_WithBias_AgreesWithReference(int time, int batch, int features, int units) => GradientCheck.Run(
        (tape, x) => tape.MatMulTransposed(x[0], x[1], x[2]), x => MatrixReference.Multiply(x[0], Transposed(x[1], units, features), x[2], features, units),
        GradientCheck.Uniform([time, batch, features], 1), GradientCheck.Uniform([units, features], 2), GradientCheck.Uniform([units], 3));

    [Fact]
    public void MatMulTransposed_OfAMatrixWithItself_AddsBothGradients() => GradientCheck.Run(
        (tape, x) => tape.MatMulTransposed(x[0], x[0]), x => MatrixReference.Multiply(x[0], Transposed(x[0], 4, 5), null, 5, 4),
        GradientCheck.Uniform([4, 5], 1));

    [Fact]
    public void MatMulTransposed_Throws_WhenFeaturesAreNotTheColumnsOfTheWeights()
    {
        using var step = new TestStep();
        Tensor x = step.Input([2, 3], new float[6]), weights = step.Input([3, 5], new float[15]);
        ShapeMismatchException error = Assert.Throws<ShapeMismatchException>(() => step.Tape.MatMulTransposed(x, weights));
        Assert.Equal("x", error.ParamName);
        Assert.Contains("[…, 5]", error.Message, StringComparison.Ordinal);
    }

    static double[] Transposed(double[] matrix, int rows, int columns)
    {
        double[] transposed = new double[matrix.Length];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                transposed[(j * rows) + i] = matrix[(i * columns) + j];
        return transposed;
    }
}

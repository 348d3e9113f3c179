using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;
using Unroll.Tests.Support.References;

namespace Unroll.Tests.Operations;

public sealed class MatMulTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(4, 3, 5, 6)]
    [InlineData(1, 7, 17, 33)]
    [InlineData(5, 1, 16, 1)]
    public void MatMul_WithBias_AgreesWithReference(int time, int batch, int features, int units) => GradientCheck.Run(
        (tape, x) => tape.MatMul(x[0], x[1], x[2]), x => MatrixReference.Multiply(x[0], x[1], x[2], features, units),
        GradientCheck.Uniform([time, batch, features], 1), GradientCheck.Uniform([features, units], 2), GradientCheck.Uniform([units], 3));

    [Fact]
    public void MatMul_WithoutBias_AgreesWithReference() => GradientCheck.Run(
        (tape, x) => tape.MatMul(x[0], x[1]), x => MatrixReference.Multiply(x[0], x[1], null, 5, 6),
        GradientCheck.Uniform([3, 5], 1), GradientCheck.Uniform([5, 6], 2));

    [Fact]
    public void MatMul_OfAMatrixWithItself_AddsBothGradients() => GradientCheck.Run(
        (tape, x) => tape.MatMul(x[0], x[0]), x => MatrixReference.Multiply(x[0], x[0], null, 5, 5), GradientCheck.Uniform([5, 5], 1));

    [Fact]
    public void MatMul_Throws_WhenFeaturesAreNotTheRowsOfTheWeights()
    {
        using var step = new TestStep();
        Tensor x = step.Input([2, 3], new float[6]), weights = step.Input([4, 5], new float[20]);
        ShapeMismatchException error = Assert.Throws<ShapeMismatchException>(() => step.Tape.MatMul(x, weights));
        Assert.Contains("(2, 3)", error.Message, StringComparison.Ordinal);
        Assert.Contains("4", error.Message, StringComparison.Ordinal);
    }
}

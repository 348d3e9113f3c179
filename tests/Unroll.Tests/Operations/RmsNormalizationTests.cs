using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

public sealed class RmsNormalizationTests
{
    const int Features = 7;

    [Fact]
    public void RmsNormalization_AgreesWithReference() => GradientCheck.Run(
        (tape, x) => tape.RmsNormalization(x[0], x[1], 1e-3f), x => Reference(x[0], x[1]),
        GradientCheck.Uniform([3, 2, Features], 1, -2, 3), GradientCheck.Uniform([Features], 2));

    [Fact]
    public void RmsNormalization_AgreesWithReference_WithoutParameter() => GradientCheck.Run(
        (tape, x) => tape.RmsNormalization(x[0], default, 1e-3f), x => Reference(x[0], null), GradientCheck.Uniform([40, Features], 1, -2, 3));

    [Fact]
    public void RmsNormalization_Throws_WhenTheParameterHasOtherFeatures()
    {
        using var step = new TestStep();
        Tensor x = step.Input([2, 3], new float[6]), gamma = step.Input([2], new float[2]);
        Assert.Equal("gamma", Assert.Throws<ShapeMismatchException>(() => step.Tape.RmsNormalization(x, gamma, 1e-3f)).ParamName);
    }

    static double[] Reference(double[] x, double[]? gamma) => [.. x.Chunk(Features).SelectMany(row =>
        row.Select((value, j) => value / Math.Sqrt(row.Average(other => other * other) + 1e-3f) * (gamma?[j] ?? 1)))];
}

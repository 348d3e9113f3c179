using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

public sealed class LayerNormalizationTests
{
    const int Features = 7;

    [Fact]
    public void LayerNormalization_AgreesWithReference() => GradientCheck.Run(
        (tape, x) => tape.LayerNormalization(x[0], x[1], x[2], 1e-3f), x => Reference(x[0], x[1], x[2]),
        GradientCheck.Uniform([3, 2, Features], 1, -2, 3), GradientCheck.Uniform([Features], 2), GradientCheck.Uniform([Features], 3));

    [Fact]
    public void LayerNormalization_AgreesWithReference_WithoutParameters() => GradientCheck.Run(
        (tape, x) => tape.LayerNormalization(x[0], default, default, 1e-3f), x => Reference(x[0], null, null), GradientCheck.Uniform([40, Features], 1, -2, 3));

    [Fact]
    public void LayerNormalization_Throws_WhenAParameterHasOtherFeatures()
    {
        using var step = new TestStep();
        Tensor x = step.Input([2, 3], new float[6]), gamma = step.Input([2], new float[2]);
        var error = Assert.Throws<ShapeMismatchException>(() => step.Tape.LayerNormalization(x, gamma, default, 1e-3f));
        Assert.Equal("gamma", error.ParamName);
    }

    static double[] Reference(double[] x, double[]? gamma, double[]? beta) => [.. x.Chunk(Features).SelectMany(row =>
    {
        double mean = row.Average(), deviation = Math.Sqrt(row.Average(value => (value - mean) * (value - mean)) + 1e-3f);
        return row.Select((value, j) => ((value - mean) / deviation * (gamma?[j] ?? 1)) + (beta?[j] ?? 0));
    })];
}

using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

public sealed class LearnedScaleTests
{
    [Fact]
    public void Scale_AgreesWithReference() => GradientCheck.Run(
        (tape, x) => tape.Scale(x[0], x[1]), x => [.. x[0].Select(value => value * x[1][0])],
        GradientCheck.Uniform([5, 3, 7], 1), GradientCheck.Uniform([], 2, 0.5f, 2));

    [Fact]
    public void Scale_Throws_WhenTheFactorIsNotOneNumber()
    {
        using var step = new TestStep();
        Tensor x = step.Input([2, 3], new float[6]);
        Assert.Equal("factor", Assert.Throws<ShapeMismatchException>(() => step.Tape.Scale(x, x)).ParamName);
    }
}

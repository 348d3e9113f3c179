using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

public sealed class RearrangingTests
{
    [Fact]
    public void SwapOuterAxes_AgreesWithReference() => GradientCheck.Run(
        (tape, x) => tape.SwapOuterAxes(x[0]),
        x => [.. from inner in Enumerable.Range(0, 4) from outer in Enumerable.Range(0, 3) from j in Enumerable.Range(0,
            2) select x[0][(((outer * 4) + inner) * 2) + j]],
        GradientCheck.Uniform([3, 4, 2], 1));

    [Theory]
    [InlineData(2, 3, 4, 2)]
    [InlineData(2, 35, 40, 1)]
    public void SwapMiddleAxes_AgreesWithReference(int outer, int a, int b, int inner) => GradientCheck.Run(
        (tape, x) => tape.SwapMiddleAxes(x[0]),
        x => [.. from o in Enumerable.Range(0, outer) from j in Enumerable.Range(0, b) from i in Enumerable.Range(0, a) from k in Enumerable.Range(0, inner)
            select x[0][(((((o * a) + i) * b) + j) * inner) + k]],
        GradientCheck.Uniform([outer, a, b, inner], 1));

    [Fact]
    public void RepeatOverTime_AgreesWithReference() => GradientCheck.Run(
        (tape, x) => tape.RepeatOverTime(x[0], 5), x => [.. Enumerable.Repeat(x[0], 5).SelectMany(row => row)], GradientCheck.Uniform([3, 4], 1));

    [Fact]
    public void Rearranging_Throws_WhenAxesAreMissing()
    {
        using var step = new TestStep();
        Tensor one = step.Input([3], new float[3]), three = step.Input([1, 1, 3], new float[3]);
        Assert.Throws<ShapeMismatchException>(() => step.Tape.SwapOuterAxes(one));
        Assert.Throws<ShapeMismatchException>(() => step.Tape.SwapMiddleAxes(step.Input([2, 3], new float[6])));
        Assert.Throws<ShapeMismatchException>(() => step.Tape.RepeatOverTime(three, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => step.Tape.RepeatOverTime(step.Input([1, 3], new float[3]), 0));
    }
}

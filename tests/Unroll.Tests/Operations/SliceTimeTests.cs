using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

public sealed class SliceTimeTests
{
    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 4)]
    [InlineData(4, 1)]
    [InlineData(0, 5)]
    public void SliceTime_AgreesWithReference(int first, int count) => GradientCheck.Run(
        (tape, x) => tape.SliceTime(x[0], first, count), x => x[0][(first * 6)..((first + count) * 6)], GradientCheck.Uniform([5, 2, 3], 1));

    [Fact]
    public void SliceTime_OfIds_IsACopyOfTheSteps()
    {
        using var step = new TestStep();
        Tensor part = step.Tape.SliceTime(step.Ids([3, 2], [1, 2, 3, 4, 5, 6]), 1, 2);
        Assert.Equal(new Shape(2, 2), part.Shape);
        Assert.Equal([3, 4, 5, 6], part.Ids);
    }

    [Fact]
    public void SliceTime_Throws_WhenTheRangeLeavesTheAxis_OrThereIsNone()
    {
        using var step = new TestStep();
        Tensor x = step.Input([3, 2, 1], new float[6]);
        Assert.Throws<ArgumentOutOfRangeException>(() => step.Tape.SliceTime(x, 1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => step.Tape.SliceTime(x, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => step.Tape.SliceTime(x, int.MaxValue, 1));
        Assert.Throws<ShapeMismatchException>(() => step.Tape.SliceTime(step.Input([3, 2], new float[6]), 0, 1));
        Tensor masked = step.Tape.Arena.AttachMask(x);
        Assert.Throws<NotSupportedException>(() => step.Tape.SliceTime(masked, 0, 1));
    }
}

using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

public sealed class ReverseTimeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void ReverseTime_AgreesWithReference(int steps) => GradientCheck.Run(
        (tape, x) => tape.ReverseTime(x[0]), x => [.. x[0].Chunk(6).Reverse().SelectMany(block => block)], GradientCheck.Uniform([steps, 2, 3], 1));

    [Fact]
    public void ReverseTime_ReversesAMask()
    {
        using var step = new TestStep();
        Tensor x = step.Tape.Arena.AttachMask(step.Input([3, 2, 1], new float[6]));
        ((byte[])[1, 0, 1, 1, 0, 1]).CopyTo(x.Mask);
        Assert.Equal([0, 1, 1, 1, 1, 0], step.Tape.ReverseTime(x).Mask.ToArray());
        Assert.False(step.Tape.ReverseTime(step.Input([3, 2, 1], new float[6])).HasMask);
    }
}

using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

public sealed class WeightPenaltyTests
{
    [Theory]
    [InlineData(0.3f, 0f)]
    [InlineData(0f, 0.2f)]
    [InlineData(0.3f, 0.2f)]
    public void WeightPenalty_AgreesWithReference(float l1, float l2) => GradientCheck.Run(
        (tape, x) => tape.WeightPenalty(x[0], l1, l2), x => [x[0].Sum(value => (l1 * Math.Abs(value)) + (l2 * value * value))],
        GradientCheck.Uniform([5, 7], 1));

    [Fact]
    public void WeightPenalty_HasNoGradientAtZero()
    {
        using var step = new TestStep();
        Tensor w = step.Input([3], [0, -0f, 2]);
        step.Tape.Backward(step.Tape.WeightPenalty(w, 0.5f, 1));
        Assert.Equal([0, 0, 4.5f], w.Gradients);
    }
}

using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

public sealed class MaskingTests
{
    [Fact]
    public void MaskSteps_AgreesWithReference() => GradientCheck.Run(
        (tape, x) => tape.MaskSteps(x[0], 0.5f), x => [.. x[0].Chunk(2).SelectMany(step => step.All(value => value == 0.5) ? [0, 0] : step)],
        new GradientCheck.Input([2, 2, 2], [1, 2, 0.25f, 0.25f, 0.5f, 3, -1, 0]));

    [Fact]
    public void MaskSteps_MasksStepsAllOfWhoseFeaturesHaveTheValue()
    {
        using var step = new TestStep();
        Tensor y = step.Tape.MaskSteps(step.Input([2, 2, 2], [1, 2, 7, 7, 7, 3, 7, 7]), 7);
        Assert.Equal([1, 0, 1, 0], y.Mask.ToArray());
        Assert.Equal([1, 2, 0, 0, 7, 3, 0, 0], y.Values);
        step.Tape.Backward(y, [1, 2, 3, 4, 5, 6, 7, 8]);
        Assert.Throws<ShapeMismatchException>(() => step.Tape.MaskSteps(step.Input([2, 2], new float[4]), 0));
    }

    [Fact]
    public void MaskSteps_GivesMaskedStepsNoGradient()
    {
        using var step = new TestStep();
        Tensor x = step.Input([2, 1, 2], [7, 7, 7, 3]);
        step.Tape.Backward(step.Tape.MaskSteps(x, 7), [1, 2, 3, 4]);
        Assert.Equal([0, 0, 3, 4], x.Gradients);
    }

    [Fact]
    public void ZeroMaskedSteps_GivesASequenceWithoutMaskAsItIs()
    {
        using var step = new TestStep();
        Tensor x = step.Input([2, 1, 2], [7, 7, 7, 3]);
        Assert.True(step.Tape.ZeroMaskedSteps(x).IsSameWindow(x));
        Assert.Equal([0, 0, 7, 3], step.Tape.ZeroMaskedSteps(step.Tape.MaskSteps(x, 7)).Values);
    }

    [Fact]
    public void MaskZeroIds_MasksZeros()
    {
        using var step = new TestStep();
        Tensor vectors = step.Input([3, 2, 1], new float[6]), ids = step.Ids([3, 2], [1, 0, 2, 0, 0, 5]);
        Assert.Equal([1, 0, 1, 0, 0, 1], step.Tape.MaskZeroIds(vectors, ids).Mask.ToArray());
        Assert.Throws<ShapeMismatchException>(() => step.Tape.MaskZeroIds(vectors, step.Ids([3], [1, 2, 3])));
    }
}

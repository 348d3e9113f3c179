using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

public sealed class WeightedMeanTests
{
    /// <summary>Rows lie in the order of time and batch: two weights for three steps.</summary>
    [Fact]
    public void WeightedMean_AgreesWithReference()
    {
        float[] weights = [0.5f, 2], rows = [1, 0, 3, 0.25f, 2, 1];
        byte[] mask = [1, 1, 0, 1, 0, 1];
        GradientCheck.Input losses = GradientCheck.Uniform([6], 1);
        GradientCheck.Run((tape, x) => tape.WeightedMean(x[0]), x => [x[0].Average()], losses);
        GradientCheck.Run((tape, x) => tape.WeightedMean(x[0], weights), x => [x[0].Select((loss, i) => loss * weights[i % 2]).Sum() / 6], losses);
        GradientCheck.Run((tape, x) => tape.WeightedMean(x[0], rows), x => [x[0].Select((loss, i) => loss * rows[i]).Sum() / 6], losses);
        GradientCheck.Run((tape, x) => tape.WeightedMean(x[0], rows, mask), x => [x[0].Select((loss, i) => loss * rows[i] * mask[i]).Sum() / 4], losses);
        GradientCheck.Run((tape, x) => tape.WeightedMean(x[0], [], mask), x => [x[0].Select((loss, i) => loss * mask[i]).Sum() / 4], losses);
    }

    [Fact]
    public void WeightedMean_DoesNotLookAtRowsThatDoNotCount()
    {
        using var step = new TestStep();
        Tensor losses = step.Input([3], [1, float.NaN, 5]);
        Tensor mean = step.Tape.WeightedMean(losses, [], [1, 0, 1]);
        step.Tape.Backward(mean);
        Assert.Equal(3, mean.Values[0]);
        Assert.Equal([0.5f, 0, 0.5f], losses.Gradients);
        Assert.Equal(0, step.Tape.WeightedMean(losses, [], [0, 0, 0]).Values[0]);
        Assert.Equal(0, step.Tape.WeightedMean(step.Input([0], [])).Values[0]);
    }

    [Fact]
    public void WeightedMean_Throws_WhenWeightsOrMaskDoNotFit()
    {
        using var step = new TestStep();
        Tensor losses = step.Input([6], new float[6]);
        Assert.Equal("weights", Assert.Throws<ArgumentException>(() => step.Tape.WeightedMean(losses, [1, 1, 1, 1])).ParamName);
        Assert.Equal("mask", Assert.Throws<ArgumentException>(() => step.Tape.WeightedMean(losses, [], [1, 1, 1])).ParamName);
    }
}

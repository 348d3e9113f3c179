using Unroll.Layers;
using Unroll.Models;
using Unroll.Randomness;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Layers;

public sealed class DropoutTests
{
    [Fact]
    public void Forward_PassesThrough_OutsideOfTraining()
    {
        using var step = new TestStep();
        var model = new Sequential(new Dropout(0.5f));
        model.Build([20]);
        Tensor x = step.Input([3, 20], RandomArray.Uniform(60, 1));
        Assert.True(model.Forward(new LayerContext(step.Tape), x).IsSameWindow(x));
    }

    [Fact]
    public void Forward_DrawsAMaskPerLayerAndStep()
    {
        using var step = new TestStep();
        Dropout first = new(0.5f), second = new(0.5f);
        new Sequential(first, second).Build([100]);
        Tensor x = step.Input([1, 100], Enumerable.Repeat(1f, 100).ToArray());
        float[] mask = Mask(first, 1);
        Assert.Equal(mask, Mask(first, 1));
        Assert.NotEqual(mask, Mask(second, 1));
        Assert.NotEqual(mask, Mask(first, 2));

        float[] Mask(Dropout layer, long seed) =>
            layer.Forward(new LayerContext(step.Tape) { IsTraining = true, StepKey = RandomKey.FromSeed(seed) }, x).Values.ToArray();
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(1.1f)]
    [InlineData(float.NaN)]
    public void Constructor_Throws_WhenTheRateIsNoProbability(float rate) =>
        Assert.Equal("rate", Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(rate)).ParamName);
}

using Unroll.Layers;
using Unroll.Models;
using Unroll.Randomness;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Layers;

public sealed class SpatialDropout1DTests
{
    const int Steps = 5, Rows = 3, Features = 40;

    [Fact]
    public void Forward_PassesThrough_OutsideOfTraining_AndAtRate0()
    {
        using var step = new TestStep();
        SpatialDropout1D some = Built(0.5f), none = Built(0);
        Tensor x = step.Input([Steps, Rows, Features], RandomArray.Uniform(Steps * Rows * Features, 1));
        Assert.True(some.Forward(step.Context(), x).IsSameWindow(x));
        Assert.True(none.Forward(step.Context(trains: true), x).IsSameWindow(x));
    }

    [Fact]
    public void Forward_LeavesOutTheSameFeaturesOfARow_AtAllSteps()
    {
        float[][] steps = [.. Dropped(Built(0.25f), seed: 1).Chunk(Rows * Features)];
        Assert.All(steps, values => Assert.Equal(steps[0], values));
        float[][] rows = [.. steps[0].Chunk(Features)];
        Assert.NotEqual(rows[0], rows[1]);
        Assert.All(steps[0], value => Assert.Contains(value, new[] { 0, 1 / 0.75f }));
        Assert.InRange(steps[0].Count(value => value == 0), Rows * Features / 8, Rows * Features / 2);
    }

    [Fact]
    public void Forward_DrawsAMaskPerLayerAndStep()
    {
        SpatialDropout1D first = new(0.5f), second = new(0.5f);
        new Sequential(first, second).Build([-1, Features]);
        Assert.Equal(Dropped(first, seed: 1), Dropped(first, seed: 1));
        Assert.NotEqual(Dropped(first, seed: 1), Dropped(second, seed: 1));
        Assert.NotEqual(Dropped(first, seed: 1), Dropped(first, seed: 2));
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(1.1f)]
    [InlineData(float.NaN)]
    public void Constructor_Throws_WhenTheRateIsNoProbability(float rate) =>
        Assert.Equal("rate", Assert.Throws<ArgumentOutOfRangeException>(() => new SpatialDropout1D(rate)).ParamName);

    [Fact]
    public void Build_Throws_ForVectors() =>
        Assert.Contains("a sequence", Assert.Throws<ShapeMismatchException>(() => new Sequential(new SpatialDropout1D(0.5f)).Build([4])).Message,
            StringComparison.Ordinal);

    static SpatialDropout1D Built(float rate)
    {
        var layer = new SpatialDropout1D(rate);
        new Sequential(layer).Build([-1, Features]);
        return layer;
    }

    /// <summary>What becomes of ones.</summary>
    static float[] Dropped(SpatialDropout1D layer, long seed)
    {
        using var step = new TestStep();
        Tensor x = step.Input([Steps, Rows, Features], Enumerable.Repeat(1f, Steps * Rows * Features).ToArray());
        return layer.Forward(new LayerContext(step.Tape) { IsTraining = true, StepKey = RandomKey.FromSeed(seed) }, x).Values.ToArray();
    }
}

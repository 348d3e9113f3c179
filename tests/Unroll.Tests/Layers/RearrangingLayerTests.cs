using Unroll.Layers;
using Unroll.Models;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Layers;

/// <summary>Flatten, Reshape, RepeatVector and TimeDistributed keep the order of the surface, [batch, time, features].</summary>
public sealed class RearrangingLayerTests
{
    static readonly float[] s_x = [.. Enumerable.Range(1, 2 * 4 * 3).Select(value => (float)value)];

    [Fact]
    public void FlattenAndReshape_KeepTheNumbersOfEverySampleInTheirOrder()
    {
        foreach (Layer layer in new Layer[] { new Flatten(), new Reshape([12]), new Reshape([2, 6]), new Reshape([6, -1]), new Reshape([4, 3]) })
            Assert.Equal(s_x, LayerStep.Built([4, 3], layer).Predict(s_x));
        Assert.Equal(s_x, LayerStep.Built([12], new Reshape([3, 4])).Predict(s_x));
    }

    [Fact]
    public void Flatten_DropsTheMask()
    {
        using var step = new TestStep();
        Sequential model = LayerStep.Built([2, 1], new Flatten());
        Assert.False(model.Forward(step.Context(), step.Masked([2, 1, 1], [1, 2], [1, 0])).HasMask);
    }

    [Fact]
    public void Reshape_Throws_WhenTheTargetLeavesTwoExtentsOpen()
    {
        Assert.Throws<ShapeMismatchException>(() => LayerStep.Built([4, 3], new Reshape([-1, -1])));
        Assert.Throws<ShapeMismatchException>(() => LayerStep.Built([4, 3], new Reshape([5, -1])));
        Assert.Throws<ShapeMismatchException>(() => LayerStep.Built([4, 3], new Reshape([1, 4, 3])));
    }

    [Fact]
    public void RepeatVector_GivesTheVectorAtEveryStep() =>
        Assert.Equal([1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4], LayerStep.Built([2], new RepeatVector(3)).Predict([1f, 2, 3, 4]));

    [Fact]
    public void TimeDistributed_RunsItsLayerAtEveryStep_AndKeepsTheMask()
    {
        var dense = new Dense(2, Activation.Tanh);
        Sequential wrapped = LayerStep.Built([4, 3], new TimeDistributed(dense)), plain = LayerStep.Built([4, 3], new Dense(2, Activation.Tanh));
        Assert.Equal(plain.Predict(s_x), wrapped.Predict(s_x));
        Assert.Equal("time_distributed.dense.kernel", wrapped.Parameters.Parameters[0].Name);
        using var step = new TestStep();
        Tensor output = wrapped.Forward(step.Context(), step.Masked([4, 2, 3], s_x, [1, 1, 1, 0, 0, 1, 0, 0]));
        Assert.Equal([1, 1, 1, 0, 0, 1, 0, 0], output.Mask.ToArray());
    }

    [Fact]
    public void TimeDistributed_DrawsItsLayersDropoutForEveryStep()
    {
        using var step = new TestStep();
        Sequential model = LayerStep.Built([2, 200], new TimeDistributed(new Dropout(0.5f)));
        float[] output = model.Forward(step.Context(trains: true), step.Input([2, 1, 200], Enumerable.Repeat(1f, 400).ToArray())).Values.ToArray();
        Assert.NotEqual(output[..200], output[200..]);
    }

    [Fact]
    public void Trainable_ReachesInnerLayers_BeforeAndAfterTheModelIsBuilt()
    {
        Dense inner = new(2), other = new(2);
        Layer frozen = new TimeDistributed(inner) { Trainable = false }, later = new TimeDistributed(other);
        Sequential model = LayerStep.Built([4, 3], frozen, later);
        Assert.Equal([false, false, true, true], model.Parameters.Parameters.Select(parameter => parameter.Trainable));
        (frozen.Trainable, later.Trainable) = (true, false);
        Assert.Equal([true, true, false, false], model.Parameters.Parameters.Select(parameter => parameter.Trainable));
        Assert.False(other.Trainable);
    }
}

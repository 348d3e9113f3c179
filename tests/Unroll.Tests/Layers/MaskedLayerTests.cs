using Unroll.Layers;
using Unroll.Models;
using Unroll.Randomness;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Layers;

/// <summary>Where masks come from, which layers pass them on, and which use them.</summary>
public sealed class MaskedLayerTests
{
    [Fact]
    public void Masking_LeavesOutPaddedSteps_ForTheLayersBehind()
    {
        // Two samples of [time, features], the second padded with 7.
        float[] x = [1, 2, 3, 4, 5, 6, 1, 2, 7, 7, 7, 7], mean = LayerStep.Built([3, 2], new Masking(7), new GlobalAveragePooling1D()).Predict(x);
        Assert.Equal([3, 4, 1, 2], mean);
        Assert.Equal([5, 6, 1, 2], LayerStep.Built([3, 2], new Masking(7), new GlobalMaxPooling1D()).Predict(x));
        Assert.Equal([5, 6, 7, 7], LayerStep.Built([3, 2], new GlobalMaxPooling1D()).Predict(x));
    }

    [Fact]
    public void Embedding_MasksIdZero_WhenAskedTo()
    {
        Sequential padded = LayerStep.Built([4], new Embedding(5, 3) { MaskZero = true }, new Gru(2)),
            bare = LayerStep.Built([4], new Embedding(5, 3), new Gru(2));
        Assert.Equal(bare.Predict([1, 4], steps: 2), padded.Predict([1, 4, 0, 0]));
        Assert.NotEqual(bare.Predict([1, 4, 0, 0]), padded.Predict([1, 4, 0, 0]));
    }

    [Fact]
    public void Embedding_TakesSingleIds_WhateverItMasks()
    {
        Sequential model = LayerStep.Built([], new Embedding(5, 3) { MaskZero = true });
        Assert.Equal(model.Parameters.Parameters[0].Values[..3].ToArray(), model.Predict([0]));
    }

    [Fact]
    public void Layers_ThatKeepTimeAndRows_PassTheMaskOn()
    {
        Layer[] layers = [new Dense(2), new Activation(Activation.Relu), new Dropout(0.5f), new GaussianNoise(1), new LayerNormalization(),
            new Activation(Activation.LogSoftmax), new SpatialDropout1D(0.5f), new SkipConnection(new Dropout(0.1f), new Dense(2))];
        Sequential model = LayerStep.Built([3, 2], layers);
        using var step = new TestStep();
        foreach (bool trains in new[] { false, true })
            Assert.Equal([1, 0, 1, 1, 0, 0], model.Forward(step.Context(trains), step.Masked([3, 2, 2], new float[12], [1, 0, 1, 1, 0, 0])).Mask.ToArray());
    }

    [Fact]
    public void GaussianNoise_IsAddedInTrainingOnly_AndDrawnPerLayerAndStep()
    {
        using var step = new TestStep();
        GaussianNoise first = new(0.5f), second = new(0.5f);
        new Sequential(first, second).Build([100]);
        Tensor x = step.Input([1, 100], new float[100]);
        Assert.True(first.Forward(step.Context(), x).IsSameWindow(x));
        float[] noise = Noise(first, 1);
        Assert.Equal(noise, Noise(first, 1));
        Assert.NotEqual(noise, Noise(second, 1));
        Assert.NotEqual(noise, Noise(first, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianNoise(-1));

        float[] Noise(GaussianNoise layer, long seed) =>
            layer.Forward(new LayerContext(step.Tape) { IsTraining = true, StepKey = RandomKey.FromSeed(seed) }, x).Values.ToArray();
    }
}

using Unroll.Layers;
using Unroll.Models;
using Unroll.Tensors;

namespace Unroll.Tests.Models;

public sealed class ModelTests
{
    [Fact]
    public void Names_AreCountedPerClass()
    {
        var model = new Sequential(
            new Lstm(2) { ReturnSequences = true }, new Dropout(0), new Lstm(2) { ReturnSequences = true }, new Lstm(2) { Name = "last" },
            new Dropout(0), new Dense(1));
        model.Build([5, 3]);
        Assert.Equal(["lstm", "dropout", "lstm_1", "last", "dropout_1", "dense"], model.Layers.Select(layer => layer.Layer.BuiltName));
        Assert.Equal(
            [
                "lstm.kernel", "lstm.recurrent_kernel", "lstm.bias", "lstm_1.kernel", "lstm_1.recurrent_kernel", "lstm_1.bias",
                "last.kernel", "last.recurrent_kernel", "last.bias", "dense.kernel", "dense.bias",
            ],
            model.Parameters.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void AutomaticNames_AvoidGivenOnes()
    {
        var model = new Sequential(new Dense(2) { Name = "dense" }, new Dense(2), new Dense(2));
        model.Build([3]);
        Assert.Equal(["dense", "dense_1", "dense_2"], model.Layers.Select(layer => layer.Layer.BuiltName));
        Assert.Throws<ArgumentException>(() => new Dense(2) { Name = "" });
    }

    [Fact]
    public void Build_Throws_WithLayerExpectedAndGivenShape_WhenALayerCannotReadItsInput()
    {
        var model = new Sequential(new Lstm(8), new Lstm(4));
        ShapeMismatchException error = Assert.Throws<ShapeMismatchException>(() => model.Build([5, 3]));
        Assert.Contains("lstm_1", error.Message, StringComparison.Ordinal);
        Assert.Contains("[time, features]", error.Message, StringComparison.Ordinal);
        Assert.Contains("(8,)", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ShapeMismatchException>(() => new Sequential(new Embedding(3, 4)).Build([5, 3]));
        Assert.Contains("embedding", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ShapeMismatchException>(() => new Sequential(new Dense(3)).Build([5, -1]));
        Assert.Contains("dense", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Forward_Throws_WithLayerExpectedAndGivenShape()
    {
        using var step = new Support.TestStep();
        var model = new Sequential(new Gru(2) { Name = "reader" }, new Dense(2));
        model.Build([5, 3]);
        Tensor input = step.Input([5, 2, 4], new float[40]);
        ShapeMismatchException error = Assert.Throws<ShapeMismatchException>(() => model.Forward(new LayerContext(step.Tape), input));
        Assert.Contains("reader", error.Message, StringComparison.Ordinal);
        Assert.Contains("3]", error.Message, StringComparison.Ordinal);
        Assert.Contains("(5, 2, 4)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_Throws_WhenALayerBelongsToAnotherModel_OrIsUsedTwice()
    {
        var layer = new Dense(3);
        new Sequential(layer).Build([3]);
        Assert.Throws<InvalidOperationException>(() => new Sequential(layer).Build([3]));
        var twice = new Dense(3);
        Assert.Throws<InvalidOperationException>(() => new Sequential(twice, twice).Build([3]));
        Assert.Throws<ArgumentException>(() => new Sequential());
    }

    [Fact]
    public void Build_IsDoneOnce_ForOneNumberOfFeatures()
    {
        var model = new Sequential(new Lstm(4));
        model.Build([5, 3]);
        float[] weights = model.Parameters.Values.ToArray();
        model.Build([7, 3]);
        Assert.Equal(weights, model.Parameters.Values);
        ShapeMismatchException error = Assert.Throws<ShapeMismatchException>(() => model.Build([5, 4]));
        Assert.Contains("(5, 3)", error.Message, StringComparison.Ordinal);
        Assert.Contains("(5, 4)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_AreThoseOfTheSeed()
    {
        float[] first = Weights(1);
        Assert.Equal(first, Weights(1));
        Assert.NotEqual(first, Weights(2));

        static float[] Weights(long seed)
        {
            var model = new Sequential(new Lstm(4), new Dense(3)) { Seed = seed };
            model.Build([5, 3]);
            return model.Parameters.Values.ToArray();
        }
    }
}

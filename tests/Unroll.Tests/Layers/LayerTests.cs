using Unroll.Layers;
using Unroll.Models;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Layers;

public sealed class LayerTests
{
    [Fact]
    public void DefaultName_IsTheClassInSmallLetters()
    {
        Assert.Equal("simple_rnn", new SimpleRnn(1).DefaultName);
        Assert.Equal("lstm", new Lstm(1).DefaultName);
        Assert.Equal("embedding", new Embedding(1, 1).DefaultName);
        Assert.Equal("global_max_pooling1d", new GlobalMaxPooling1D().DefaultName);
        Assert.Equal("layer_normalization", new LayerNormalization().DefaultName);
    }

    [Fact]
    public void Constructors_Throw_WhenSizesAreNotPositive()
    {
        Assert.Equal("units", Assert.Throws<ArgumentOutOfRangeException>(() => new Lstm(0)).ParamName);
        Assert.Equal("units", Assert.Throws<ArgumentOutOfRangeException>(() => new Dense(-1)).ParamName);
        Assert.Equal("inputDim", Assert.Throws<ArgumentOutOfRangeException>(() => new Embedding(0, 1)).ParamName);
        Assert.Equal("outputDim", Assert.Throws<ArgumentOutOfRangeException>(() => new Embedding(1, 0)).ParamName);
    }

    [Fact]
    public void Build_GivesTheShapesOfKeras()
    {
        Assert.Equal([-1, 8], Built(new Lstm(8) { ReturnSequences = true }, [-1, 3]).OutputShape);
        Assert.Equal([8], Built(new Gru(8), [5, 3]).OutputShape);
        Assert.Equal([5, 2], Built(new Dense(2), [5, 3]).OutputShape);
        Assert.Equal([2], Built(new Dense(2), [3]).OutputShape);
        Assert.Equal([7, 4], Built(new Embedding(9, 4), [7]).OutputShape);
        Assert.Equal([4], Built(new Embedding(9, 4), []).OutputShape);
        Assert.Equal([2, 24], Built(new Gru(8), [5, 3]).Parameters.Parameters[2].Shape);
        Assert.Equal([24], Built(new Gru(8) { ResetAfter = false }, [5, 3]).Parameters.Parameters[2].Shape);
        Assert.Equal(2, Built(new Lstm(8) { UseBias = false }, [5, 3]).Parameters.Parameters.Count);
        Assert.Single(Built(new Dense(8) { UseBias = false }, [3]).Parameters.Parameters);
        Assert.Equal([12], Built(new Flatten(), [4, 3]).OutputShape);
        Assert.Equal([3], Built(new Flatten(), [3]).OutputShape);
        Assert.Equal([6, 2], Built(new Reshape([-1, 2]), [4, 3]).OutputShape);
        Assert.Equal([2, 6], Built(new Reshape([2, -1]), [12]).OutputShape);
        Assert.Equal([12], Built(new Reshape([-1]), [4, 3]).OutputShape);
        Assert.Equal([5, 3], Built(new RepeatVector(5), [3]).OutputShape);
        Assert.Equal([3], Built(new GlobalMaxPooling1D(), [-1, 3]).OutputShape);
        Assert.Equal([3], Built(new GlobalAveragePooling1D(), [-1, 3]).OutputShape);
        Assert.Equal([-1, 2], Built(new TimeDistributed(new Dense(2)), [-1, 3]).OutputShape);
        Assert.Equal([4, 3], Built(new LayerNormalization(), [4, 3]).OutputShape);
        Assert.Empty(Built(new LayerNormalization { Scale = false, Center = false }, [4, 3]).Parameters.Parameters);
        Assert.Equal([4, 3], Built(new RmsNormalization(), [4, 3]).OutputShape);
        Assert.Equal([-1, 3], Built(new MultiHeadAttention(2, 5), [-1, 3]).OutputShape);
        Assert.Equal([4, 3], Built(new Attention(), [4, 3]).OutputShape);
        Assert.Equal([4, 3], Built(new AdditiveAttention(), [4, 3]).OutputShape);
        Assert.Equal([4, 3], Built(new GaussianNoise(1), [4, 3]).OutputShape);
    }

    [Fact]
    public void Build_Throws_NamingTheLayerAndBothShapes()
    {
        AssertNames(() => Built(new Lstm(2) { Name = "cell" }, [3]), "cell", "[time, features]", "(3,)");
        AssertNames(() => Built(new Masking { Name = "m" }, [3]), "m:", "[time, features]", "(3,)");
        AssertNames(() => Built(new GlobalAveragePooling1D(), [3]), "global_average_pooling1d", "[time, features]", "(3,)");
        AssertNames(() => Built(new RepeatVector(2), [4, 3]), "repeat_vector", "[features]", "(4, 3)");
        AssertNames(() => Built(new Reshape([5]), [4, 3]), "reshape", "(5,)", "(4, 3)");
        AssertNames(() => Built(new Flatten(), [-1, 3]), "flatten", "known length", "(None, 3)");
        AssertNames(() => Built(new TimeDistributed(new Dense(2)), [3]), "time_distributed", "[time, features]", "(3,)");
        AssertNames(() => Built(new Embedding(9, 2), [4, 3]), "embedding", "[time]", "(4, 3)");
    }

    [Fact]
    public void Forward_Throws_NamingTheLayerAndBothShapes()
    {
        using var step = new TestStep();
        Tensor wrong = step.Input([4, 2, 5], new float[40]);
        foreach (Layer layer in new Layer[] { new Dense(2), new Lstm(2), new LayerNormalization(), new TimeDistributed(new Dense(2)) })
        {
            Built(layer, [4, 3]);
            AssertNames(() => layer.Forward(step.Context(), wrong), layer.BuiltName, "3]", "(");
        }

        Tensor flat = step.Input([4, 3], new float[12]);
        foreach (Layer layer in new Layer[] { new GlobalAveragePooling1D(), new GlobalMaxPooling1D(), new Masking(), new TimeDistributed(new Dense(2)),
            new Lstm(2) })
        {
            Built(layer, [4, 3]);
            AssertNames(() => layer.Forward(step.Context(), flat), layer.BuiltName, "[time, batch, ", "(4, 3)");
        }

        Layer repeat = new RepeatVector(2);
        Built(repeat, [3]);
        AssertNames(() => repeat.Forward(step.Context(), wrong), "repeat_vector", "[batch, features]", "(4, 2, 5)");
        foreach (Layer layer in new Layer[] { new Flatten() { Name = "flat" }, new Reshape([3, 4]) { Name = "flat" } })
        {
            Built(layer, [4, 3]);
            AssertNames(() => layer.Forward(step.Context(), wrong), "flat", "12", "(4, 2, 5)");
        }
    }

    static void AssertNames(Action action, params string[] parts)
    {
        string message = Assert.Throws<ShapeMismatchException>(action).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Build_Throws_WhenSoftmaxIsTheActivationOfACell()
    {
        Assert.Throws<ArgumentException>(() => Built(new Lstm(2) { Activation = Activation.Softmax }, [5, 3]));
        Assert.Throws<ArgumentException>(() => Built(new SimpleRnn(2) { Activation = Activation.Gelu }, [5, 3]));
        Assert.Throws<ArgumentException>(() => Built(new Gru(2) { RecurrentActivation = Activation.Softmax }, [5, 3]));
    }

    [Fact]
    public void GoBackwards_ReturnsTheReversedSequence_AsKerasDoes()
    {
        var forwards = new Sequential(new Gru(4) { ReturnSequences = true }) { Seed = 1 };
        var backwards = new Sequential(new Gru(4) { ReturnSequences = true, GoBackwards = true }) { Seed = 1 };
        forwards.Build([5, 3]);
        backwards.Build([5, 3]);
        float[] x = RandomArray.Uniform(15, 1);
        Assert.Equal(forwards.Predict([.. x.Chunk(3).Reverse().SelectMany(features => features)]), backwards.Predict(x));
    }

    [Fact]
    public void Layers_OfTheUsersOwn_DeclareParametersAndUseTheTape()
    {
        var model = new Sequential(new Scaling(), new Dense(1));
        model.Build([3]);
        Assert.Equal(["scaling.factor", "dense.kernel", "dense.bias"], model.Parameters.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(3 + 3 + 1, model.Summary().Parameters);
    }

    static Sequential Built(Layer layer, Shape input)
    {
        var model = new Sequential(layer);
        model.Build(input);
        return model;
    }

    sealed class Scaling : Layer
    {
        public override Shape Build(LayerBuilder builder, Shape input)
        {
            builder.AddParameter("factor", [input.Last], Unroll.Parameters.Initializer.Ones);
            return input;
        }

        public override Tensor Forward(LayerContext context, Tensor input) => input;
    }
}

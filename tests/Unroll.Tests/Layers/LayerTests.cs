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
    }

    [Fact]
    public void Build_Throws_WhenSoftmaxIsTheActivationOfACell()
    {
        Assert.Throws<ArgumentException>(() => Built(new Lstm(2) { Activation = Activation.Softmax }, [5, 3]));
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

using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Golden;

/// <summary>Whole models against Keras: prediction, the loss before each of eight steps, and the weights after them.</summary>
public sealed class ModelTests
{
    [Theory]
    [InlineData("characters, two LSTMs")]
    [InlineData("stocks, two SimpleRNNs, MeanSquaredError, Adam")]
    [InlineData("stocks, two GRUs, MeanSquaredError, Adam")]
    [InlineData("stocks, two LSTMs, MeanSquaredError, Adam")]
    [InlineData("digits by rows, SimpleRNN")]
    [InlineData("hello world, SimpleRNN")]
    [InlineData("hello world, GRU")]
    [InlineData("hello world, LSTM")]
    [InlineData("embedding, GRU, many to many")]
    [InlineData("embedding, LSTM, many to many")]
    public void Training_AgreesWithKeras(string title)
    {
        GoldenCase golden = Assert.Single(GoldenFile.Read("keras/models.json"), candidate => candidate.Text("title") == title);
        GoldenArray x = golden.Array("x"), y = golden.Array("y");
        var model = new Sequential([.. golden.Objects("layers").Select(layer => GoldenLayer.Create(layer.Text("type"), layer))]);
        model.Build(x.Sample);
        Assert.Equal((long)golden.Number("parameterCount"), model.Parameters.Count);
        GoldenLayer.SetWeights(model, golden.Arrays("initialWeights"));
        float[] prediction = model.ReadsIds ? model.Predict(x.Ids) : model.Predict(x.Data);
        TensorAssert.Close(golden.Array("initialPrediction").Data, prediction, TensorAssert.Forward, "prediction");

        bool sparse = golden.Text("loss") == "SparseCategoricalCrossentropy";
        Loss loss = golden.Text("loss") switch
        {
            "SparseCategoricalCrossentropy" => Loss.SparseCategoricalCrossentropy,
            "CategoricalCrossentropy" => Loss.CategoricalCrossentropy,
            "MeanSquaredError" => Loss.MeanSquaredError,
            string other => throw new NotSupportedException(other),
        };
        GoldenCase settings = golden.Object("optimizer");
        float rate = (float)settings.Number("learning_rate", 0.001);
        Optimizer optimizer = settings.Text("type") == "SGD" ? new Sgd(rate) : new Adam(rate);
        Assert.Equal(settings.Text("type"), optimizer.Name, ignoreCase: true);
        optimizer.BuildFor(model.Parameters);
        double[] losses = golden.Numbers("lossBeforeEachStep");
        Assert.Equal(8, losses.Length);
        using var step = new TestStep();
        var context = new LayerContext(step.Tape) { IsTraining = true };
        foreach (double expected in losses)
        {
            step.Tape.Reset();
            Tensor input = model.ReadsIds
                ? step.Ids([x.Shape[1], x.Shape[0]], GoldenArray.Swapped<int>(x.Ids, x.Shape[0], x.Shape[1], 1))
                : step.Input([x.Shape[1], x.Shape[0], x.Shape[2]], x.InEngineOrder, requiresGradient: false);
            Tensor target = sparse
                ? step.Ids([y.Shape[1], y.Shape[0]], GoldenArray.Swapped<int>(y.Ids, y.Shape[0], y.Shape[1], 1))
                : step.Input(y.Shape, y.Data, requiresGradient: false);
            Tensor value = loss.Forward(step.Tape, model.Forward(context, input), target);
            TensorAssert.Close(expected, value.Values[0], TensorAssert.Gradient, "loss");
            model.Parameters.BeginPass();
            step.Tape.Backward(value);
            model.Parameters.ClearUnwritten();
            optimizer.Step(step.Workers, model.Parameters);
        }

        GoldenArray[] weights = golden.Arrays("finalWeights");
        for (int i = 0; i < weights.Length; i++)
            TensorAssert.Close(weights[i].Data, model.Parameters.Parameters[i].Values, TensorAssert.Gradient, model.Parameters.Parameters[i].Name);
    }
}

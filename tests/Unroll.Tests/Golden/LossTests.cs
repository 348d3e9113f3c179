using Unroll.Losses;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Golden;

/// <summary>Losses against Keras: value and gradient.</summary>
public sealed class LossTests
{
    [Theory]
    [InlineData("CategoricalCrossentropy", "{}", 0, 2)]
    [InlineData("CategoricalCrossentropy", "{}", 1, 2)]
    [InlineData("CategoricalCrossentropy", """{"from_logits":true}""", 0, 1)]
    [InlineData("MeanSquaredError", "{}", 0, 1)]
    [InlineData("SparseCategoricalCrossentropy", "{}", 0, 1)]
    [InlineData("SparseCategoricalCrossentropy", """{"from_logits":true}""", 0, 1)]
    public void Loss_AgreesWithKeras(string name, string config, int which, int count)
    {
        GoldenCase[] cases =
            [.. GoldenFile.Read("keras/losses.json").Where(golden => golden.Text("loss") == name && golden.Object("config").Compact == config)];
        Assert.Equal(count, cases.Length);
        bool logits = cases[which].Object("config").Flag("from_logits", false), sparse = name[0] == 'S';
        Loss loss = name == "MeanSquaredError" ? Loss.MeanSquaredError
            : sparse ? new SparseCategoricalCrossentropy { FromLogits = logits } : new CategoricalCrossentropy { FromLogits = logits };
        GoldenArray prediction = cases[which].Array("prediction"), target = cases[which].Array("target");

        using var step = new TestStep();
        Tensor predictions = step.Input(prediction.Shape, prediction.Data);
        Tensor targets = sparse ? step.Ids(target.Shape, target.Ids) : step.Input(target.Shape, target.Data, requiresGradient: false);
        Tensor value = loss.Forward(step.Tape, predictions, targets);
        step.Tape.Backward(value);

        TensorAssert.Close(cases[which].Number("value"), value.Values[0], TensorAssert.Forward, "loss");
        TensorAssert.Close(cases[which].Array("predictionGradient").Data, predictions.Gradients, TensorAssert.Gradient, "gradient");
    }
}

using Unroll.Losses;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Losses;

public sealed class QuantileLossTests
{
    [Fact]
    public void Forward_IsTheMeanOverQuantilesAndOutputs()
    {
        using var step = new TestStep();
        Tensor predictions = step.Input([2, 4], [1, 2, 3, 4, 0, 0, 5, 5]), targets = step.Input([2, 2], [2, 2, 1, -1], false);
        float[] losses = new QuantileLoss(0.1f, 0.9f).Forward(step.Tape, predictions, targets).Values.ToArray();
        Assert.Equal(((0.1f * 1) + 0 + (0.1f * 1) + (0.1f * 2)) / 4, losses[0], 1e-6);
        Assert.Equal(((0.1f * 1) + (0.9f * 1) + (0.1f * 4) + (0.1f * 6)) / 4, losses[1], 1e-6);
    }

    [Fact]
    public void Backward_MatchesFiniteDifferences()
    {
        float[] values = RandomArray.Uniform(24, 1, -1, 1);
        float[] wanted = RandomArray.Uniform(8, 2, -1, 1);
        var loss = new QuantileLoss(0.05f, 0.5f, 0.8f);
        using var step = new TestStep();
        Tensor predictions = step.Input([4, 6], values);
        step.Tape.Backward(loss.Mean(step.Tape, predictions, step.Input([4, 2], wanted, false)));
        float[] gradients = predictions.Gradients.ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            const float H = 1e-2f;
            Assert.Equal((At(i, H) - At(i, -H)) / (2 * H), gradients[i], 1e-3);
        }

        float At(int place, float by)
        {
            using var other = new TestStep();
            float[] moved = [.. values];
            moved[place] += by;
            return loss.Mean(other.Tape, other.Input([4, 6], moved), other.Input([4, 2], wanted, false)).Values[0];
        }
    }

    [Fact]
    public void Create_TakesQuantiles_AndTheirLossIsSaved()
    {
        Assert.Equal([0.1f, 0.5f], Assert.IsType<QuantileLoss>(LossRegistry.Create("quantile:quantiles=0.1/0.5")).Quantiles);
        Assert.Equal([0.5f], Assert.IsType<QuantileLoss>(LossRegistry.Create("quantile")).Quantiles);
        string saved = new QuantileLoss(0.25f, 0.75f).Describe()!.ToJsonString();
        using var json = System.Text.Json.JsonDocument.Parse(saved);
        Assert.Equal([0.25f, 0.75f], Assert.IsType<QuantileLoss>(LossRegistry.Read(json.RootElement, "file")).Quantiles);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    [InlineData(float.NaN)]
    [InlineData(0.5f, 0.5f)]
    [InlineData(0.9f, 0.1f)]
    public void Constructor_Throws_WhereAQuantileIsNone(params float[] quantiles) =>
        Assert.Contains("above 0 and below 1", Assert.Throws<ArgumentException>(() => new QuantileLoss(quantiles)).Message, StringComparison.Ordinal);

    [Fact]
    public void Forward_Throws_WhenShapesDiffer()
    {
        using var step = new TestStep();
        Tensor predictions = step.Input([2, 4], new float[8]);
        string message = Assert.Throws<ShapeMismatchException>(
            () => new QuantileLoss(0.1f, 0.9f).Forward(step.Tape, predictions, step.Input([2, 4], new float[8], false))).Message;
        Assert.Contains("(2, 4)", message, StringComparison.Ordinal);
        Assert.Contains("2 quantiles", message, StringComparison.Ordinal);
    }
}

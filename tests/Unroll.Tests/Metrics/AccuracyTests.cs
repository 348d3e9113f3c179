using Unroll.Metrics;
using Unroll.Tests.Support;

namespace Unroll.Tests.Metrics;

public sealed class AccuracyTests
{
    static readonly float[] s_predictions = [0.1f, 0.7f, 0.2f, 0.4f, 0.4f, 0.2f, 0.3f, 0.3f, 0.4f, 0.5f, 0.2f, 0.3f];

    [Fact]
    public void Ids_AreRight_WhereTheFirstLargestPredictionIs()
    {
        using var step = new TestStep();
        Assert.Equal("accuracy", Metric.Accuracy.Name);

        // The second row is a tie: class 0 counts, class 1 does not.
        Assert.Equal(0.75, Result(step.Ids([4], [1, 0, 0, 0])));
        Assert.Equal(0.5, Result(step.Ids([4], [1, 1, 0, 0])));
        Assert.Equal(1, Result(step.Ids([2, 2], [1, 0, 2, 0])));

        double Result(Unroll.Tensors.Tensor targets)
        {
            var metric = new Accuracy();
            metric.Update(step.Input([4, 3], s_predictions), targets);
            return metric.Result;
        }
    }

    [Fact]
    public void OneHot_AreRight_WhereBothHaveTheirLargest()
    {
        using var step = new TestStep();
        var metric = new Accuracy();
        metric.Update(step.Input([2, 2, 3], s_predictions), step.Input([2, 2, 3], [0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1]));
        Assert.Equal(0.5, metric.Result);
    }

    [Fact]
    public void SingleOutput_IsRight_AboveOneHalfForOne_AndNotAboveForZero()
    {
        using var step = new TestStep();
        foreach (bool ids in (bool[])[true, false])
        {
            var metric = new Accuracy();
            metric.Update(step.Input([4, 1], [0.6f, 0.5f, 0.2f, 0.2f]), ids ? step.Ids([4], [1, 0, 0, 1]) : step.Input([4, 1], [1, 0, 0, 1]));
            Assert.Equal(0.75, metric.Result);
        }
    }

    [Fact]
    public void Result_CountsEveryRowOfAllBatches()
    {
        using var step = new TestStep();
        var metric = new Accuracy();
        Assert.Equal(double.NaN, metric.Result);
        metric.Update(step.Input([4, 3], s_predictions), step.Ids([4], [1, 0, 2, 0]));
        metric.Update(step.Input([1, 3], [1, 0, 0]), step.Ids([1], [2]));
        Assert.Equal(0.8, metric.Result);
        Assert.Equal(5, metric.Weight);
        Assert.Equal(double.NaN, metric.Fresh().Result);
        Assert.Equal(0.8, metric.Result);
        metric.Reset();
        Assert.Equal(double.NaN, metric.Result);
        metric.Update(step.Input([1, 3], [1, 0, 0]), step.Ids([1], [0]));
        Assert.Equal(1, metric.Result);
    }

    [Fact]
    public void Predictions_ThatAreInfinite_AreTheLargest()
    {
        using var step = new TestStep();
        var metric = new Accuracy();
        metric.Update(step.Input([2, 3], [0.1f, float.PositiveInfinity, 0.2f, float.NegativeInfinity, 1, 2]), step.Ids([2], [1, 2]));
        Assert.Equal(1, metric.Result);
    }

    [Fact]
    public void ErrorRate_IsWhatIsLeft()
    {
        using var step = new TestStep();
        var metric = Metric.ErrorRate;
        metric.Update(step.Input([4, 3], s_predictions), step.Ids([4], [1, 1, 0, 2]));
        Assert.Equal(0.75, metric.Result);
        Assert.Equal(MetricDirection.SmallerIsBetter, metric.Direction);
    }
}

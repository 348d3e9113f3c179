using Unroll.Metrics;
using Unroll.Tests.Support;

namespace Unroll.Tests.Metrics;

public sealed class ClassScoreTests
{
    static readonly float[] s_predictions = [0.2f, 0.6f, 0.7f, 0.2f, 0.6f, 0.6f, 0.6f, 0.8f, 0], s_targets = [1, 1, 1, 1, 0, 0, 1, 1, 0];

    [Fact]
    public void F1_OfEachClass_IsKerasExample()
    {
        var metric = new F1Score { Threshold = 0.5f };
        Update(metric, s_predictions, s_targets);
        Assert.Equal([0.5, 0.8, 2.0 / 3], metric.Classes.Select(counts => counts.F1));
        Assert.Equal((0.5 + 0.8 + (2.0 / 3)) / 3, metric.Result, 1e-15);

        // TP 4, FP 2, FN 2; supports 3, 2, 1.
        Assert.Equal(2.0 / 3, Result(new F1Score { Threshold = 0.5f, Average = ClassAverage.Micro }));
        Assert.Equal(((3 * 0.5) + (2 * 0.8) + (2.0 / 3)) / 6, Result(new F1Score { Threshold = 0.5f, Average = ClassAverage.Weighted }), 1e-15);
        Assert.Equal(0.8, Result(new F1Score { Threshold = 0.5f, ClassId = 1 }));
    }

    [Fact]
    public void PrecisionAndRecall_AreKerasExamples()
    {
        // Keras' documentation: 0.6666667 without weights, 1 with [0, 0, 1, 0].
        Assert.Equal(2.0 / 3, Single(Metric.Precision, [1, 0, 1, 1]));
        Assert.Equal(1, Single(Metric.Precision, [1, 0, 1, 1], [0, 0, 1, 0]));
        Assert.Equal(2.0 / 3, Single(Metric.Recall, [1, 0, 1, 0], null, [1, 1, 1, 0]));
    }

    [Fact]
    public void SingleOutput_IsOneClass_WithAndWithoutThreshold()
    {
        Assert.Equal(2.0 / 3, Single(new F1Score(), [1, 0.5f, 0.6f, 0], null, [1, 1, 0.0f, 0]) + 1.0 / 6, 1e-15);
        Assert.Equal(1, Single(new F1Score { Threshold = 0.7f }, [1, 0.8f, 0.6f, 0], null, [1, 1, 0, 0]));
    }

    [Fact]
    public void Classes_NeverPredictedOrNeverPresent_ScoreZero()
    {
        using var step = new TestStep();
        var metric = new F1Score();
        metric.Update(step.Input([3, 3], [1, 0, 0, 1, 0, 0, 1, 0, 0]), step.Ids([3], [0, 0, 1]));
        Assert.Equal([0.8, 0, 0], metric.Classes.Select(counts => counts.F1));
        Assert.Equal(0.8 / 3, metric.Result, 1e-15);
        Assert.Equal([new(2, 1, 0), new(0, 0, 1), new ClassCounts(0, 0, 0)], metric.Classes);
    }

    [Fact]
    public void NothingAboveTheThreshold_HasPrecisionZero() => Assert.Equal(0, Single(Metric.Precision, [0, 0, 0.5f, -1]));

    [Fact]
    public void Update_Throws_ForAnIdBeyondTheClasses_AndAClassBeyondTheOutputs()
    {
        using var step = new TestStep();
        Assert.Throws<ArgumentOutOfRangeException>(() => Metric.F1Score.Update(step.Input([1, 2], [1, 0]), step.Ids([1], [-1])));
        var error = Assert.Throws<InvalidOperationException>(() => new Recall { ClassId = 2 }.Update(step.Input([1, 2], [1, 0]), step.Ids([1], [0])));
        Assert.Contains("class 2, the predictions have 2 outputs: ClassId runs from 0 to 1", error.Message, StringComparison.Ordinal);
    }

    static double Result(Metric metric)
    {
        Update(metric, s_predictions, s_targets);
        return metric.Result;
    }

    static void Update(Metric metric, float[] predictions, float[] targets)
    {
        using var step = new TestStep();
        metric.Update(step.Input([3, 3], predictions), step.Input([3, 3], targets));
    }

    static double Single(Metric metric, float[] predictions, float[]? weights = null, float[]? targets = null)
    {
        using var step = new TestStep();
        metric.Update(step.Input([4, 1], predictions), step.Input([4, 1], targets ?? [0, 1, 1, 1]), weights is null ? default : step.Input([4], weights));
        return metric.Result;
    }
}

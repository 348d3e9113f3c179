using Unroll.Metrics;
using Unroll.Tests.Support;

namespace Unroll.Tests.Metrics;

public sealed class BalancedAccuracyTests
{
    [Fact]
    public void Matrix_HoldsAllBatches_UnderItsLabels()
    {
        using var step = new TestStep();
        var metric = new BalancedAccuracy { Labels = ["ape", "bee", "cat"] };
        Assert.Equal(0, metric.Matrix.Classes);
        metric.Update(step.Input([2, 3], [1, 0, 0, 0, 0, 1]), step.Ids([2], [0, 0]));
        metric.Update(step.Input([2, 3], [0, 1, 0, 0, 1, 0]), step.Ids([2], [1, 0]), step.Input([2], [1, 3]));
        ConfusionMatrix matrix = metric.Matrix;
        Assert.Equal(["ape", "bee", "cat"], matrix.Labels);
        Assert.Equal((1, 3, 1, 1), (matrix[0, 0], matrix[0, 1], matrix[0, 2], matrix[1, 1]));

        // No row is a cat: the mean is that of 1/5 and 1.
        Assert.Equal(0.6, metric.Result);
        Assert.Contains("ape", new ClassificationReport(matrix).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void SingleOutput_DecidesBetweenTwoClasses()
    {
        using var step = new TestStep();
        var metric = new BalancedAccuracy();
        metric.Update(step.Input([3, 1], [0.7f, 0.2f, 0.3f]), step.Input([3, 1], [1, 0, 1]));
        Assert.Equal((1, 0, 1, 1), (metric.Matrix[0, 0], metric.Matrix[0, 1], metric.Matrix[1, 0], metric.Matrix[1, 1]));
        Assert.Equal(0.75, metric.Result);
        Assert.Throws<ArgumentOutOfRangeException>(() => metric.Update(step.Input([1, 1], [1]), step.Input([1, 1], [0.5f])));
    }

    [Fact]
    public void Matrix_Throws_WhenLabelsAreMissing()
    {
        using var step = new TestStep();
        var metric = new BalancedAccuracy { Labels = ["one"] };
        metric.Update(step.Input([1, 2], [1, 0]), step.Ids([1], [0]));
        Assert.Throws<ArgumentException>(() => metric.Matrix);
    }
}

using Unroll.Metrics;
using Unroll.Tests.Support;

namespace Unroll.Tests.Metrics;

public sealed class BinaryAccuracyTests
{
    [Fact]
    public void Result_IsKerasExample()
    {
        using var step = new TestStep();
        var metric = new BinaryAccuracy();
        metric.Update(step.Input([4, 1], [0.98f, 1, 0, 0.6f]), step.Input([4, 1], [1, 1, 0, 0]));
        Assert.Equal(0.75, metric.Result);
        metric.Reset();
        metric.Update(step.Input([4, 1], [0.98f, 1, 0, 0.6f]), step.Ids([4], [1, 1, 0, 0]), step.Input([4], [1, 0, 0, 1]));
        Assert.Equal(0.5, metric.Result);
    }

    [Fact]
    public void Threshold_IsExclusive_AndEachOutputDecidesForItself()
    {
        using var step = new TestStep();
        var metric = new BinaryAccuracy { Threshold = 0.25f };
        metric.Update(step.Input([2, 4], [0.25f, 0.26f, 0.9f, 0, -1, 1, 1, 1]), step.Input([2, 4], [0, 1, 1, 1, 0, 0, 0, 1]));
        Assert.Equal(0.625, metric.Result);
    }
}

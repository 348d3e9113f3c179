using Unroll.Metrics;
using Unroll.Tests.Support;

namespace Unroll.Tests.Metrics;

public sealed class TopKCategoricalAccuracyTests
{
    [Fact]
    public void Result_IsKerasExample()
    {
        using var step = new TestStep();
        float[] predictions = [0.1f, 0.9f, 0.8f, 0.05f, 0.95f, 0];
        var metric = new TopKCategoricalAccuracy { K = 1 };
        metric.Update(step.Input([2, 3], predictions), step.Input([2, 3], [0, 0, 1, 0, 1, 0]));
        Assert.Equal(0.5, metric.Result);
        metric.Reset();
        metric.Update(step.Input([2, 3], predictions), step.Ids([2], [2, 1]), step.Input([2], [0.7f, 0.3f]));
        Assert.Equal(0.3, metric.Result, 1e-7);
    }

    /// <summary>As in TensorFlow's in_top_k, a class that is none of the outputs is never among the best.</summary>
    [Fact]
    public void Result_CountsAnIdBeyondTheOutputs_AsWrong()
    {
        using var step = new TestStep();
        var metric = new TopKCategoricalAccuracy { K = 2 };
        metric.Update(step.Input([3, 2], [1, 0, 1, 0, 1, 0]), step.Ids([3], [2, 7, 1]));
        Assert.Equal(1.0 / 3, metric.Result, 1e-15);
    }

    [Fact]
    public void K_TakesAllOfATie_AndMoreThanAllClasses()
    {
        using var step = new TestStep();
        Assert.Equal([0, 1, 1], Of(1));
        Assert.Equal([1, 1, 1], Of(3));
        Assert.Equal([1, 1, 1], Of(9));

        double[] Of(int k) => [.. Enumerable.Range(0, 3).Select(id =>
        {
            var metric = new TopKCategoricalAccuracy { K = k };
            metric.Update(step.Input([1, 3], [0, 1, 1]), step.Ids([1], [id]));
            return metric.Result;
        })];
    }

    [Fact]
    public void K_Throws_BelowOne() => Assert.Throws<ArgumentOutOfRangeException>(() => new TopKCategoricalAccuracy { K = 0 });
}

using Unroll.Checkpoints;
using Unroll.Data;
using Unroll.Metrics;
using Unroll.Tensors;
using Unroll.Tests.Support;
using Unroll.Training;

namespace Unroll.Tests.Checkpoints;

public sealed class CheckpointTextTests
{
    [Fact]
    public void Figures_ComeBackInTheSameBits_AndGoOnFromThere()
    {
        using var step = new TestStep();
        RunningMetrics whole = new(AllMetrics()), first = new(AllMetrics()), second = new(AllMetrics());
        for (int batch = 0; batch < 4; batch++)
        {
            if (batch == 2)
                CheckpointText.RestoreFigures(CheckpointText.Figures(first), second);
            whole.Update(Predictions(step, batch), Batch(step, batch), 0.1 * batch);
            (batch < 2 ? first : second).Update(Predictions(step, batch), Batch(step, batch), 0.1 * batch);
        }

        Assert.Equal(Bits(whole), Bits(second));
        Assert.NotEqual(Bits(first), Bits(second));
        Assert.All(second.Metrics, metric => Assert.True(double.IsFinite(metric.Result)));
        Assert.Equal(CheckpointText.Figures(whole), CheckpointText.Figures(second));
    }

    [Fact]
    public void Figures_ComeBack_BeforeTheFirstBatch()
    {
        var figures = new RunningMetrics(AllMetrics());
        CheckpointText.RestoreFigures(CheckpointText.Figures(new RunningMetrics(AllMetrics())), figures);
        Assert.All(figures.Metrics, metric => Assert.Equal(double.NaN, metric.Result));
    }

    [Fact]
    public void RestoreFigures_Throws_ForOtherMetrics_AndChangesNothing()
    {
        using var step = new TestStep();
        RunningMetrics saved = new([new Accuracy(), new Perplexity()]), other = new([new Accuracy(), new ErrorRate()]);
        saved.Update(Predictions(step, 0), Batch(step, 0), 1);
        var error = Assert.Throws<FormatException>(() => CheckpointText.RestoreFigures(CheckpointText.Figures(saved), other));
        Assert.Contains("accuracy, perplexity", error.Message, StringComparison.Ordinal);
        Assert.Contains("accuracy, error_rate", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, other.Metrics[0].Weight);
    }

    [Fact]
    public void Update_Throws_WhenTheRestoredStateIsOfOtherOutputs()
    {
        using var step = new TestStep();
        RunningMetrics saved = new([new BalancedAccuracy()]), other = new([new BalancedAccuracy()]);
        saved.Update(Predictions(step, 0), Batch(step, 0), 1);
        CheckpointText.RestoreFigures(CheckpointText.Figures(saved), other);
        Assert.Throws<InvalidOperationException>(() => other.Metrics[0].Update(step.Input([1, 3], [1, 0, 0]), step.Ids([1], [0])));
    }

    static Metric[] AllMetrics() => [.. MetricRegistry.Names.Select(MetricRegistry.Create)];

    static Tensor Predictions(TestStep step, int batch) => step.Input([6, 5], RandomArray.Uniform(30, batch, 0.1f, 1));

    static Batch Batch(TestStep step, int batch) => new(default, step.Ids([6], RandomArray.Ids(6, 5, batch + 9)), 6);

    static long[] Bits(RunningMetrics figures) =>
        [.. figures.Metrics.Select(metric => metric.Result).Append(figures.Loss).Select(BitConverter.DoubleToInt64Bits)];
}

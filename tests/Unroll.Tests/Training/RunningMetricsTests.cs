using Unroll.Metrics;
using Unroll.Training;

namespace Unroll.Tests.Training;

public sealed class RunningMetricsTests
{
    [Fact]
    public void Constructor_Throws_WhenTwoFiguresHaveOneName()
    {
        var error = Assert.Throws<ArgumentException>(() => new RunningMetrics([new F1Score(), new F1Score { Average = ClassAverage.Micro }]));
        Assert.Contains("'f1_score'", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new RunningMetrics([new Accuracy { Name = "loss" }]));
        Assert.Equal(2, new RunningMetrics([new F1Score(), new F1Score { Average = ClassAverage.Micro, Name = "f1_micro" }]).Metrics.Count);
    }

    [Fact]
    public void WriteTo_NamesEveryFigure_BehindThePrefix()
    {
        var values = new Dictionary<string, double>();
        new RunningMetrics([new Accuracy(), new Perplexity()]).WriteTo(values, "val_");
        Assert.Equal(["val_loss", "val_accuracy", "val_perplexity"], values.Keys);
    }
}

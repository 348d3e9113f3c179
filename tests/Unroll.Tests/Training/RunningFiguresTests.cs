using Unroll.Metrics;
using Unroll.Training;

namespace Unroll.Tests.Training;

public sealed class RunningFiguresTests
{
    [Fact]
    public void Constructor_Throws_WhenTwoFiguresHaveOneName()
    {
        var error = Assert.Throws<ArgumentException>(() => new RunningFigures([new F1Score(), new F1Score { Average = ClassAverage.Micro }]));
        Assert.Contains("'f1_score'", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new RunningFigures([new Accuracy { Name = "loss" }]));
        Assert.Equal(2, new RunningFigures([new F1Score(), new F1Score { Average = ClassAverage.Micro, Name = "f1_micro" }]).Metrics.Count);
    }

    [Fact]
    public void WriteTo_NamesEveryFigure_BehindThePrefix()
    {
        var values = new Dictionary<string, double>();
        new RunningFigures([new Accuracy(), new Perplexity()]).WriteTo(values, "val_");
        Assert.Equal(["val_loss", "val_accuracy", "val_perplexity"], values.Keys);
    }
}

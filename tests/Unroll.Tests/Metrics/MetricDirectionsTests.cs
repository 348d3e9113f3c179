using Unroll.Metrics;

namespace Unroll.Tests.Metrics;

public sealed class MetricDirectionsTests
{
    [Theory]
    [InlineData("loss", MetricDirection.SmallerIsBetter)]
    [InlineData("val_loss", MetricDirection.SmallerIsBetter)]
    [InlineData("val_accuracy", MetricDirection.LargerIsBetter)]
    [InlineData("sparse_categorical_crossentropy", MetricDirection.SmallerIsBetter)]
    [InlineData("val_perplexity", MetricDirection.SmallerIsBetter)]
    [InlineData("error_rate", MetricDirection.SmallerIsBetter)]
    [InlineData("mape", MetricDirection.SmallerIsBetter)]
    [InlineData("r2_score", MetricDirection.LargerIsBetter)]
    [InlineData("val_f1_score", MetricDirection.LargerIsBetter)]
    public void Of_KnowsLossesAndMetrics(string figure, MetricDirection expected) => Assert.Equal(expected, MetricDirections.Find(figure));

    [Fact]
    public void Of_AsksTheModelsMetricsFirst()
    {
        Metric[] metrics = [new MeanAbsoluteErrorMetric { Name = "distance" }, new ErrorRate { Name = "accuracy" }];
        Assert.Equal(MetricDirection.SmallerIsBetter, MetricDirections.Find("val_distance", metrics));
        Assert.Equal(MetricDirection.SmallerIsBetter, MetricDirections.Find("accuracy", metrics));
        Assert.Equal(MetricDirection.LargerIsBetter, MetricDirections.Find("recall", metrics));
    }

    [Theory]
    [InlineData("learning_rate")]
    [InlineData("val_distance")]
    [InlineData("val_val_loss")]
    [InlineData("")]
    public void Of_Throws_RatherThanGuess(string figure)
    {
        var error = Assert.Throws<ArgumentException>(() => MetricDirections.Find(figure));
        Assert.Contains($"'{figure}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("min or max", error.Message, StringComparison.Ordinal);
    }
}

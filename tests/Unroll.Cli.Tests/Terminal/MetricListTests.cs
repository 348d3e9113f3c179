using Unroll.Cli.Terminal;
using Unroll.Studies.Grid;

namespace Unroll.Cli.Tests.Terminal;

public sealed class MetricListTests
{
    [Fact]
    public void Names_PutsTogether_WhatIsOfOneKind() => Assert.Equal(
        "training loss (epoch 1, 5, best, at the end), rmse (AAPL, GOOG), completion (language, overall), accuracy",
        MetricList.Names(["trainingLoss@1", "rmse.AAPL", "trainingLoss@5", "trainingLoss@best", "trainingLoss", "rmse.GOOG", "completion.language",
            "completion", "accuracy"]));

    [Fact]
    public void Published_NamesEpochsAndRemarks() => Assert.Equal(
        "training loss 2.5 (epoch 1), 1.25 (best; epoch 97); completion 0.17 ± 0.29 (language); next character u",
        MetricList.Published([Metric("trainingLoss@1", 2.5), Metric("completion.language", 0.17, 0.29), Metric("trainingLoss@best", 1.25, null, "epoch 97"),
            Metric("next character", null, null, "u")]));

    static PublishedMetric Metric(string name, double? value, double? deviation = null, string text = "") =>
        new(new Dictionary<string, string>(), name, value, deviation, text);
}

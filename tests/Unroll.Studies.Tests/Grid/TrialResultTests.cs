using Unroll.Studies.Grid;

namespace Unroll.Studies.Tests.Grid;

public sealed class TrialResultTests
{
    static readonly TrialResult s_result = new(1234, 4, 100, 10, IsSynthetic: false, null,
        new Dictionary<string, double> { ["trainingLoss"] = 0.5, ["validationAccuracy"] = 0.75, ["rmse.AAPL"] = double.NaN },
        new Dictionary<string, double[]>
        {
            ["trainingLoss"] = [0.9, 0.4, 0.6, 0.5], ["validationAccuracy"] = [0.5, 0.8, 0.7, 0.75],
            ["secondsPerEpoch"] = [9, 2, 3, 2.5]
        });

    [Theory]
    [InlineData("trainingLoss", 0.5)]
    [InlineData("trainingLoss@2", 0.4)]
    [InlineData("trainingLoss@5", null)]
    [InlineData("trainingLoss@0", null)]
    [InlineData("trainingLoss@best", 0.4)]
    [InlineData("validationAccuracy@best", 0.8)]
    [InlineData("validationErrorRate", 0.25)]
    [InlineData("validationErrorRate@1", 0.5)]
    [InlineData("validationErrorRate@best", 0.2)]
    [InlineData("seconds", 10.0)]
    [InlineData("secondsPerEpoch", 2.75)]
    [InlineData("secondsPerEpoch@1", 9.0)]
    [InlineData("parameters", 1234.0)]
    [InlineData("rmse.AAPL", null)]
    [InlineData("nothing", null)]
    [InlineData("nothing@best", null)]
    public void Figure_Finds_WhatItsNameSays(string name, double? expected)
    {
        double? figure = s_result.Metric(name);
        Assert.Equal(expected is null, figure is null);
        Assert.Equal(expected ?? 0, figure ?? 0, 12);
    }

    /// <summary>An epoch whose every step was skipped has no loss; the others have.</summary>
    [Fact]
    public void Figure_OfTheBestEpoch_LeavesOutThoseWithoutANumber() => Assert.Equal(0.4,
        (s_result with { History = new Dictionary<string, double[]> { ["trainingLoss"] = [0.9, double.NaN, 0.4] } }).Metric("trainingLoss@best"));

    [Fact]
    public void Figure_IsNull_OfAFailedTraining() => Assert.Null((s_result with { Failure = "it failed" }).Metric("trainingLoss"));
}

using Unroll.Studies.Grid;
using Unroll.Studies.Statistics;

namespace Unroll.Studies.Tests.Grid;

public sealed class MetricTextTests
{
    [Theory]
    [InlineData("0.1250 ± 0.1768", "loss", 0, 0.25)]
    [InlineData("1.5000", "loss", 1.5)]
    [InlineData("-15.500 ± 0.707", "skill", -15, -16)]
    [InlineData("200.50 ± 0.71", "rmse", 200, 201)]
    [InlineData("50.00 ± 141.42", "rmse", -50, 150)]
    [InlineData("12345.5 ± 0.7", "stepsToLearn", 12345, 12346)]
    [InlineData("2000.0 ± 1414.2", "stepsToLearn", 1000, 3000)]
    [InlineData("2,000", "stepsToLearn", 2000, 2000)]
    [InlineData("498", "parameters", 498, 498)]
    [InlineData("498.00", "loss", 498)]
    [InlineData("1.0000e-04 ± 0.0000e+00", "loss", 1e-4, 1e-4)]
    [InlineData("0.0005 ± 0.7071", "loss", 0.5005, -0.4995)]
    [InlineData("0.0000 ± 0.0000", "completion", 0, 0)]
    [InlineData("26.4 ± 0.1", "seconds", 26.3, 26.5)]
    [InlineData("0.04", "secondsPerEpoch", 0.04)]
    public void Of_HasFiveDigits(string expected, string figure, double first, double second = double.NaN) =>
        Assert.Equal(expected, MetricText.Of(double.IsNaN(second) ? Trials.Of([first]) : Trials.Of([first, second]), figure));

    [Fact]
    public void Of_IsADash_WithoutTrainings() => Assert.Equal("–", MetricText.Of((Trials?)null, "loss"));
}

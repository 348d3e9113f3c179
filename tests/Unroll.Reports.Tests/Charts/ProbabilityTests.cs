using Unroll.Reports.Charts;

namespace Unroll.Reports.Tests.Charts;

public class ProbabilityTests
{
    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(0.0001, "< 0.01")]
    [InlineData(0.124, "0.12")]
    [InlineData(0.98, "0.98")]
    [InlineData(0.9999, "> 0.99")]
    [InlineData(1, "1.00")]
    public void Of_IsNeverCertain_WhereTheModelWasNot(double value, string expected) => Assert.Equal(expected, Probability.Of(value));
}

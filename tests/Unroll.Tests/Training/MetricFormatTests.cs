using Unroll.Training;

namespace Unroll.Tests.Training;

public class MetricFormatTests
{
    [Theory]
    [InlineData(0.12345, "0.1235")]
    [InlineData(-1234.5, "-1234.5000")]
    [InlineData(0, "0.0000")]
    [InlineData(0.00012345, "1.2345e-04")]
    [InlineData(9.99e11, "999000000000.0000")]
    [InlineData(2.95225979e29, "2.9523e+29")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void Of_KeepsFourDecimals_OrTakesAnExponent(double value, string expected) => Assert.Equal(expected, MetricFormat.Format(value));
}

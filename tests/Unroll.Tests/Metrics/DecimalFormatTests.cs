using Unroll.Metrics;

namespace Unroll.Tests.Metrics;

public sealed class DecimalFormatTests
{
    [Theory]
    [InlineData(0.125, 2, "0.12")]
    [InlineData(0.375, 2, "0.38")]
    [InlineData(0.285, 2, "0.28")]
    [InlineData(0.995, 2, "0.99")]
    [InlineData(1.005, 2, "1.00")]
    [InlineData(0.5, 0, "0")]
    [InlineData(1.5, 0, "2")]
    [InlineData(2.5, 0, "2")]
    [InlineData(0.6249999999999999, 2, "0.62")]
    [InlineData(0.6250000000000001, 2, "0.63")]
    [InlineData(-0.125, 2, "-0.12")]
    [InlineData(-0.375, 2, "-0.38")]
    [InlineData(0.46875, 4, "0.4688")]
    [InlineData(0.15625, 4, "0.1562")]
    [InlineData(3.5, 0, "4")]
    [InlineData(1e-7, 2, "0.00")]
    [InlineData(12345.5, 0, "12346")]
    [InlineData(0.1, 20, "0.10000000000000000555")]
    public void Of_RoundsLikePython(double value, int decimals, string expected) => Assert.Equal(expected, DecimalFormat.Format(value, decimals));

    [Fact]
    public void Of_WritesNaN() => Assert.Equal("NaN", DecimalFormat.Format(double.NaN, 2));
}

using Unroll.Forecasting.Heads;

namespace Unroll.Tests.Forecasting.Heads;

public sealed class StandardQuantileTests
{
    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e-6)]
    [InlineData(0.01)]
    [InlineData(0.3)]
    [InlineData(0.499)]
    [InlineData(0.5)]
    [InlineData(0.6)]
    [InlineData(0.999)]
    public void StudentT_IsTheClosedForm_OfOneAndTwoDegreesOfFreedom(double probability)
    {
        Near(-1 / Math.Tan(Math.PI * probability), StandardQuantile.StudentT(probability, 1));
        Near(((2 * probability) - 1) * Math.Sqrt(2 / (4 * probability * (1 - probability))), StandardQuantile.StudentT(probability, 2));
    }

    [Theory]
    [InlineData(1e-300, -37.0471)]
    [InlineData(1e-20, -9.262340089798408)]
    [InlineData(1e-5, -4.264890793922825)]
    [InlineData(0.25, -0.6744897501960817)]
    [InlineData(0.75, 0.6744897501960817)]
    [InlineData(0.99999, 4.264890793922825)]
    public void Normal_IsExact_FarOutToo(double probability, double expected) => Assert.Equal(expected, StandardQuantile.Normal(probability),
        probability < 1e-100 ? 1e-3 : 1e-10);

    [Fact]
    public void StudentT_BecomesNormal_AsItsFreedomGrows() =>
        Assert.Equal(StandardQuantile.Normal(0.975), StandardQuantile.StudentT(0.975, 1e7), 1e-6);

    static void Near(double expected, double actual) => Assert.Equal(expected, actual, Math.Max(1e-12, Math.Abs(expected) * 1e-11));
}

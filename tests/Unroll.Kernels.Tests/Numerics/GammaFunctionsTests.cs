using Unroll.Kernels.Numerics;

namespace Unroll.Kernels.Tests.Numerics;

public sealed class GammaFunctionsTests
{
    [Theory]
    [InlineData(0.5, 0.5723649429247001)]
    [InlineData(1, 0)]
    [InlineData(1e-8, 18.420680738180209)]
    [InlineData(10, 12.801827480081469)]
    [InlineData(1000.5, 5908.674175848678)]
    public void LogGamma_HasItsValues(double x, double value) => Assert.Equal(value, GammaFunctions.LogGamma(x), 1e-13 * Math.Max(1, Math.Abs(value)));

    [Theory]
    [InlineData(0.5)]
    [InlineData(3.7)]
    [InlineData(42)]
    public void LogGamma_GrowsByTheLogarithm(double x) =>
        Assert.Equal(Math.Log(x), GammaFunctions.LogGamma(x + 1) - GammaFunctions.LogGamma(x), 1e-12);

    [Theory]
    [InlineData(1, -0.5772156649015329)]
    [InlineData(0.5, -1.9635100260214235)]
    [InlineData(10, 2.2517525890667211)]
    public void Digamma_HasItsValues(double x, double value) => Assert.Equal(value, GammaFunctions.Digamma(x), 1e-13);

    [Theory]
    [InlineData(0.3)]
    [InlineData(7.25)]
    public void Digamma_IsTheDerivative(double x)
    {
        const double H = 1e-5;
        Assert.Equal((GammaFunctions.LogGamma(x + H) - GammaFunctions.LogGamma(x - H)) / (2 * H), GammaFunctions.Digamma(x), 1e-8);
    }

    [Theory]
    [InlineData(0.5, 2, 3, 0.6875)]
    [InlineData(0.1, 2, 3, 0.0523)]
    [InlineData(0.9, 0.5, 0.5, 0.795167235300867)]
    [InlineData(0, 2, 3, 0)]
    [InlineData(1, 2, 3, 1)]
    public void Beta_HasItsValues(double x, double a, double b, double value) => Assert.Equal(value, GammaFunctions.Beta(x, a, b), 1e-12);

    [Fact]
    public void Functions_AreNotNumbers_WhereTheyAreNotDefined()
    {
        Assert.True(double.IsNaN(GammaFunctions.LogGamma(0)));
        Assert.True(double.IsNaN(GammaFunctions.Digamma(-1.5)));
    }
}

using Unroll.Forecasting.Heads;

namespace Unroll.Tests.Forecasting.Heads;

public sealed class ForecastHeadTests
{
    /// <summary>ln(1 + eˣ) + 10⁻⁴ = y.</summary>
    static double Inverse(double y) => Math.Log(Math.Exp(y - 1e-4) - 1);

    [Theory]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.5, 0)]
    [InlineData(0.1, -1.2815515655446004)]
    [InlineData(0.999999999, 5.997807019601637)]
    public void Normal_HasItsQuantiles(double probability, double standard) =>
        Assert.Equal(3 + (2 * standard), new NormalHead().Quantile([3, Inverse(2)], probability), 1e-7);

    [Theory]
    [InlineData(0.975, 5, 2.570581835636314)]
    [InlineData(0.05, 5, -2.015048372669157)]
    [InlineData(0.9, 30, 1.310415025391396)]
    public void StudentT_HasItsQuantiles(double probability, double freedom, double standard) =>
        Assert.Equal(1 + (0.5 * standard), new StudentTHead().Quantile([1, Inverse(0.5), Inverse(freedom - 2)], probability), 1e-9);

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public void NegativeBinomial_HasItsQuantiles(double probability)
    {
        const double Mean = 7.5, Shape = 0.4;
        double r = 1 / Shape, term = Math.Pow(r / (r + Mean), r), sum = term;
        int count = 0;
        for (; sum < probability; count++)
        {
            term *= (count + r) / (count + 1) * (Mean / (r + Mean));
            sum += term;
        }

        var head = new NegativeBinomialHead { Level = 3 };
        double[] outputs = [Inverse(Mean / 3), Inverse(Shape)];
        Assert.Equal(Mean, head.Value(outputs), 1e-6);
        Assert.Equal(count, head.Quantile(outputs, probability));
    }

    [Fact]
    public void Quantiles_AreInOrder_AndOnTheLineBetweenTwo()
    {
        var head = new QuantileHead(0.1f, 0.5f, 0.9f);
        double[] crossed = [5, 1, 3];
        Assert.Equal([1, 3, 5, 2], new[] { 0.1, 0.5, 0.9, 0.3 }.Select(probability => head.Quantile(crossed, probability)), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(3, head.Value(crossed));
        Assert.Contains("0.95 lies outside", Assert.Throws<NotSupportedException>(() => head.Quantile(crossed, 0.95)).Message);
        Assert.Equal([0.025f, 0.5f, 0.975f], QuantileHead.OfInterval(0.95).Quantiles, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(1, new QuantileHead(0.1f).Value([1]));
    }
}

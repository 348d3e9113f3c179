using Unroll.Studies.Forecasts;

namespace Unroll.Studies.Tests.Forecasts;

public sealed class ForecastMetricsTests
{
    [Fact]
    public void Measure_GivesTheFiguresOfTheFormulas()
    {
        // Errors 1, −2, 0, 1; the price moves up, down, not at all, up; the forecast goes up, down, up, down.
        ForecastMetrics figures = ForecastMetrics.Measure([10, 8, 8, 10], [11, 6, 8, 11], [9, 10, 8, 12]);
        Assert.Equal(Math.Sqrt(6 / 4.0), figures.Rmse, 1e-12);
        Assert.Equal(1, figures.Mae, 1e-12);
        Assert.Equal(100 * (0.1 + 0.25 + 0 + 0.1) / 4, figures.Mape, 1e-12);
        Assert.Equal(1 - (6 / 4.0), figures.RSquared, 1e-12);
        Assert.Equal(1, figures.DirectionalAccuracy);
    }

    /// <summary>The spread is that around the mean, whatever the number of days: mean 12, squares 4 + 16 + 36 = 56.</summary>
    [Fact]
    public void Measure_DividesBySpread_InRSquared() =>
        Assert.Equal(1 - (3 / 56.0), ForecastMetrics.Measure([10, 8, 18], [11, 9, 17], [10, 10, 10]).RSquared, 1e-12);

    [Fact]
    public void Measure_CountsDirections_OnDaysThatMoved()
    {
        ForecastMetrics figures = ForecastMetrics.Measure([10, 11, 12, 11, 11], [11, 10, 13, 12, 20], [9, 10, 11, 12, 11]);
        Assert.Equal(0.5, figures.DirectionalAccuracy);
    }

    [Fact]
    public void Naive_IsYesterday_AndNamesNoDirection()
    {
        ForecastMetrics naive = ForecastMetrics.Naive([10, 11, 13], [9, 10, 11]);
        Assert.Equal(4 / 3.0, naive.Mae, 1e-12);
        Assert.Equal(0, naive.DirectionalAccuracy);
        ForecastMetrics better = ForecastMetrics.Measure([10, 11, 13], [9.5, 10.5, 12], [9, 10, 11]);
        Assert.Equal(0.5, better.SkillAgainst(naive)!.Value, 1e-12);
        Assert.Equal(0, naive.SkillAgainst(naive));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Measure_Refuses_APredictionThatIsNotFinite(double prediction)
    {
        var error = Assert.Throws<ArgumentException>(() => ForecastMetrics.Measure([10, 11], [10, prediction], [9, 10]));
        Assert.Contains("day 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Measure_StaysFinite_WhenThePriceNeverMoves()
    {
        ForecastMetrics met = ForecastMetrics.Measure([5, 5], [5, 5], [5, 5]), missed = ForecastMetrics.Measure([5, 5], [5, 6], [5, 5]);
        Assert.Equal((1.0, null), (met.RSquared, met.DirectionalAccuracy));
        Assert.Equal(0, missed.RSquared);
        Assert.Null(missed.SkillAgainst(met));
    }

    [Fact]
    public void Measure_Throws_WhenLengthsDiffer()
    {
        Assert.Throws<ArgumentException>(() => ForecastMetrics.Measure([1], [1, 2], [1]));
        Assert.Throws<ArgumentException>(() => ForecastMetrics.Measure([], [], []));
    }
}

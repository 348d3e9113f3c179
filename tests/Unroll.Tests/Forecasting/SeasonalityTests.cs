using Unroll.Forecasting;

namespace Unroll.Tests.Forecasting;

public sealed class SeasonalityTests
{
    static readonly double[] s_even = [0.8, 1.1, 1.3, 0.8], s_odd = [0.5, 1.2, 1.3];

    public static TheoryData<double[]> Shapes => [s_even, s_odd];

    /// <summary>Times a season the moving average of a level is the level, whatever the season.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void MultiplicativeIndices_AreTheFactorsOfALevelWithASeason(double[] factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        double[] series = [.. Enumerable.Range(0, (5 * factors.Length) + 1).Select(time => 40 * factors[time % factors.Length])];
        double[] indices = Seasonality.MultiplicativeIndices(series, factors.Length);
        for (int place = 0; place < factors.Length; place++)
            Assert.Equal(factors[place], indices[place], 1e-12);
    }

    /// <summary>The definition written out, as R's <c>decompose</c> has it.</summary>
    [Fact]
    public void MultiplicativeIndices_AreThoseOfClassicalDecomposition()
    {
        double[] series = [12, 15, 19, 11, 14, 18, 22, 12, 15, 20, 26, 15];
        double[] trend = new double[12], expected = new double[4];
        for (int centre = 2; centre < 10; centre++)
            trend[centre] = ((series[centre - 2] / 2) + series[centre - 1] + series[centre] + series[centre + 1] + (series[centre + 2] / 2)) / 4;
        for (int place = 0; place < 4; place++)
            expected[place] = Enumerable.Range(2, 8).Where(centre => centre % 4 == place).Average(centre => series[centre] / trend[centre]);
        double[] indices = Seasonality.MultiplicativeIndices(series, 4);
        Assert.Equal(1, indices.Average(), 1e-12);
        for (int place = 0; place < 4; place++)
            Assert.Equal(expected[place] / expected.Average(), indices[place], 1e-12);
    }

    [Fact]
    public void IsSeasonal_FindsASeason_AndNoneInNoiseOrEqualValues()
    {
        double[] seasonal = [.. Enumerable.Range(0, 24).Select(time => s_even[time % 4] + (time * 7 % 5 * 0.01))];
        Assert.True(Seasonality.IsSeasonal(seasonal, 4));
        Assert.False(Seasonality.IsSeasonal(seasonal, 3));
        Assert.False(Seasonality.IsSeasonal(seasonal, 1));
        Assert.False(Seasonality.IsSeasonal([.. Enumerable.Repeat(2.0, 24)], 4));
    }

    [Fact]
    public void IsSeasonal_NeedsThreeSeasons()
    {
        double[] three = [.. Enumerable.Range(0, 12).Select(time => time % 4 == 3 ? 9.0 : 1.0)];
        Assert.True(Seasonality.IsSeasonal(three, 4));
        Assert.False(Seasonality.IsSeasonal(three.AsSpan(0, 11), 4));
    }

    /// <summary>The tenth lag of a slow series is above the limit of a single lag, and below that which the nine lags before it widen.</summary>
    [Fact]
    public void IsSeasonal_WidensTheLimitByTheLagsBefore()
    {
        double[] slow = [.. Enumerable.Range(0, 60).Select(time => Math.Floor(time / 10.0))];
        double mean = slow.Average(), squares = slow.Sum(value => (value - mean) * (value - mean));
        double[] r = [.. Enumerable.Range(0, 11).Select(lag => Enumerable.Range(lag, 60 - lag).Sum(i => (slow[i] - mean) * (slow[i - lag] - mean)) / squares)];
        double limit = 1.645 * Math.Sqrt((1 + (2 * r.Skip(1).Take(9).Sum(value => value * value))) / 60);
        Assert.InRange(r[10], 1.645 / Math.Sqrt(60), limit);
        Assert.False(Seasonality.IsSeasonal(slow, 10));
    }

    [Fact]
    public void MultiplicativeIndices_Refuse_TooFewValues_AndThoseNotAbove0()
    {
        var tooShort = Assert.Throws<ArgumentException>(() => Seasonality.MultiplicativeIndices([1, 2, 3], 4));
        Assert.Contains("two seasons of 4", tooShort.Message, StringComparison.Ordinal);
        string message = Assert.Throws<ArgumentException>(() => Seasonality.MultiplicativeIndices([1, 2, 3, 0], 2)).Message;
        Assert.Contains("series[3] is 0; multiplicative seasonality needs values above 0", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Seasonality.MultiplicativeIndices([1, 2, 3], 1));
    }

    [Fact]
    public void Deseasonalized_ContinuesTheSeason_InItsPlace()
    {
        double[] series = [.. Enumerable.Range(0, 22).Select(time => 40 * s_even[time % 4])];
        double[] forecast = Baselines.Naive2(4).Forecast(series, 5);
        for (int step = 0; step < 5; step++)
            Assert.Equal(40 * s_even[(22 + step) % 4], forecast[step], 1e-9);
    }

    [Fact]
    public void Deseasonalized_LeavesASeriesWithoutASeasonAlone()
    {
        double[] series = [.. "31415926535897932384626433832795".Select(digit => digit - '5')];
        Assert.False(Seasonality.IsSeasonal(series, 4));
        Assert.Equal(new Drift().Forecast(series, 3), new Deseasonalized(new Drift(), 4).Forecast(series, 3));
    }

    [Fact]
    public void Deseasonalized_Refuses_ASeasonalSeriesWithAValueNotAbove0()
    {
        double[] series = [.. Enumerable.Range(0, 24).Select(time => s_even[time % 4] - 0.8)];
        string message = Assert.Throws<ArgumentException>(() => Baselines.Naive2(4).Forecast(series, 1)).Message;
        Assert.Contains("Naive2 with its multiplicative season needs values above 0", message, StringComparison.Ordinal);
    }
}

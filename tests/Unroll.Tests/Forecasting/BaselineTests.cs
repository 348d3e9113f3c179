using Unroll.Forecasting;

namespace Unroll.Tests.Forecasting;

public sealed class BaselineTests
{
    static readonly double[] s_history = [1, 5, 2, 4, 7];

    public static TheoryData<Baseline> All => [.. Baselines.M4(4), new Drift(), new DLinear(3)];

    [Fact]
    public void Naive_RepeatsTheLastValue() => Assert.Equal([7, 7, 7], new Naive().Forecast(s_history, 3));

    [Fact]
    public void SeasonalNaive_RepeatsTheLastSeason()
    {
        Assert.Equal([2, 4, 7, 2], new SeasonalNaive(3).Forecast(s_history, 4));
        Assert.Equal([7, 7], new SeasonalNaive(1).Forecast(s_history, 2));
    }

    [Fact]
    public void Drift_GoesOnAlongTheLineThroughBothEnds() => Assert.Equal([8.5, 10], new Drift().Forecast(s_history, 2));

    [Fact]
    public void Combination_IsTheMean() =>
        Assert.Equal([7.75, 8.5], new Combination("both", new Naive(), new Drift()).Forecast(s_history, 2));

    [Theory]
    [MemberData(nameof(All))]
    public void Forecast_OfEqualValues_IsThatValue(Baseline baseline)
    {
        double[] history = [.. Enumerable.Repeat(3.5, 24)];
        Assert.All(baseline.Forecast(history, 5), value => Assert.Equal(3.5, value, 1e-9));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Forecast_IsTheSameEveryTime_AndLeavesTheHistoryAlone(Baseline baseline)
    {
        double[] history = [.. Enumerable.Range(0, 40).Select(time => 20 + (time % 4 * 3) + (time * 0.1) + (time * time % 7))], copy = [.. history];
        double[] first = baseline.Forecast(history, 6);
        Assert.Equal(copy, history);
        Assert.Equal(first, baseline.Forecast(history, 6));
        // DLinear has a map of its own for each horizon.
        if (baseline is not DLinear)
            Assert.Equal(first[..2], baseline.Forecast(history, 2));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Forecast_Refuses_WhatItCannotContinue(Baseline baseline)
    {
        double[] history = [.. Enumerable.Range(1, 40).Select(time => (double)time)];
        Assert.Equal("horizon", Assert.Throws<ArgumentOutOfRangeException>(() => baseline.Forecast(history, 0)).ParamName);
        Assert.Equal("history", Assert.Throws<ArgumentException>(() => baseline.Forecast([], 1)).ParamName);
        foreach (double value in new[] { double.NaN, double.NegativeInfinity })
        {
            history[7] = value;
            Assert.Contains("history[7] is", Assert.Throws<ArgumentException>(() => baseline.Forecast(history, 1)).Message, StringComparison.Ordinal);
        }

        if (baseline.MinimumLength > 1)
        {
            double[] few = history[^(baseline.MinimumLength - 1)..];
            string message = Assert.Throws<ArgumentException>(() => baseline.Forecast(few, 1)).Message;
            Assert.Contains($"{baseline.Name} needs at least {baseline.MinimumLength}", message, StringComparison.Ordinal);
        }

        Assert.Single(baseline.Forecast([.. Enumerable.Range(1, baseline.MinimumLength).Select(time => (double)time)], 1));
    }

    [Fact]
    public void Forecast_Refuses_ValuesSoLargeThatItIsNotFinite() =>
        Assert.Contains("scale them", Assert.Throws<ArithmeticException>(() => new Drift().Forecast([-1e308, 1e308], 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void M4_NamesTheBenchmarksOfTheCompetition() => Assert.Equal(
        ["naive", "seasonal naive", "Naive2", "SES", "Holt", "damped", "Theta", "Comb"], Baselines.M4(24).Select(baseline => baseline.Name));

    [Fact]
    public void M4_HasCombAsTheMeanOfTheSmoothings()
    {
        double[] history = [.. Enumerable.Range(0, 40).Select(time => 20 + (time % 4 * 3) + (time * 0.1) + (time * time % 7))];
        Dictionary<string, double[]> forecasts = Baselines.M4(4).ToDictionary(baseline => baseline.Name, baseline => baseline.Forecast(history, 6));
        for (int step = 0; step < 6; step++)
            Assert.Equal((forecasts["SES"][step] + forecasts["Holt"][step] + forecasts["damped"][step]) / 3, forecasts["Comb"][step], 1e-9);
    }
}

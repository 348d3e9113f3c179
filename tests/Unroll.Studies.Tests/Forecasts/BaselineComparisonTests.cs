using Unroll.Forecasting;
using Unroll.Studies.Forecasts;

namespace Unroll.Studies.Tests.Forecasts;

public sealed class BaselineComparisonTests
{
    static readonly double[] s_training = [5, 7, 6, 9, 8, 11, 10, 12], s_test = [13, 11, 14, 16, 15, 18];

    /// <summary>Naive and drift are fitted anew at each value, as a loop over the histories has them.</summary>
    [Fact]
    public void From_ForecastsEachValueFromThoseBefore()
    {
        var comparison = Compare(s_training, s_test, s_test);
        Assert.Equal(BaselineComparison.Names, comparison.Baselines.Select(baseline => baseline.Name));
        double[] all = [.. s_training, .. s_test];
        double[] Rolling(Baseline baseline) => [.. Enumerable.Range(0, s_test.Length).Select(index => baseline.Forecast(all.AsSpan(0, 8 + index), 1)[0])];
        Assert.Equal(PointMeasures.Rmse(s_test, Rolling(new Naive())), comparison.Baselines[0].Rmse, 1e-12);
        Assert.Equal(PointMeasures.Rmse(s_test, Rolling(new Drift())), comparison.Baselines[1].Rmse, 1e-12);
        double[] damped = new ExponentialSmoothing(SmoothingTrend.Damped).Fit(s_training).Follow(s_test);
        Assert.Equal(PointMeasures.Rmse(s_test, damped), comparison.Baselines[4].Rmse, 1e-12);
        Assert.Equal(comparison.Baselines.Min(baseline => baseline.Rmse), comparison.Best.Rmse);
        Assert.Equal(0, comparison.Model);
    }

    [Fact]
    public void Describe_SaysWhetherTheDifferenceIsMoreThanChance()
    {
        double[] training = [.. Enumerable.Range(0, 40).Select(time => 10.0 + (time * 7 % 5))], test = [.. Enumerable.Range(40, 40).Select(time => 10.0 + (time * 7 % 5))];
        string Of(Func<double, int, double> predict) => Compare(training, test, [.. test.Select(predict)]).Describe("x");
        Assert.Contains("; better than the best of them, ", Of((value, index) => value + (index % 3 * 0.01)), StringComparison.Ordinal);
        Assert.Contains("; worse than the best of them, ", Of((value, index) => value + 9 + (index % 3)), StringComparison.Ordinal);
        double[] best = new ExponentialSmoothing(SmoothingTrend.None).Fit(training).Follow(test);
        string same = Of((_, index) => best[index] + (index % 2 == 0 ? 0.01 : -0.01));
        Assert.Matches("^x: RMSE [0-9.]+ beside naive [0-9.]+, drift .*; not to be told from the best of them, .* \\(Diebold–Mariano, p = 0\\.[0-9]+\\)$", same);
    }

    [Fact]
    public void From_LeavesOutWhatTooFewValuesDoNotAllow()
    {
        var comparison = Compare([3], [4, 5], [4, 4]);
        Assert.Equal(["naive"], comparison.Baselines.Select(baseline => baseline.Name));
        Assert.Equal(double.NaN, comparison.P);
        Assert.Equal("x: RMSE 0.7071 beside naive 1; the difference cannot be tested", comparison.Describe("x"));
        Assert.Equal(["naive", "drift", "ses"], Compare([3, 4, 3], [4], [4]).Baselines.Select(baseline => baseline.Name));
    }

    static BaselineComparison Compare(double[] training, double[] test, double[] predicted) =>
        BaselineComparison.From(BaselineComparison.Forecast(training, test), test, predicted);
}

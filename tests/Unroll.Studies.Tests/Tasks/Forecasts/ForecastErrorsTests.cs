using Unroll.Forecasting;
using Unroll.Studies.Tasks.Forecasts;

namespace Unroll.Studies.Tests.Tasks.Forecasts;

public sealed class ForecastErrorsTests
{
    /// <summary>Two targets of different units, one of them far from 0: each has the R² of all of its values, and the figure is their mean.</summary>
    [Fact]
    public void RSquared_IsTheMeanOverTheTargets_OfThatOfAllValues()
    {
        const int Horizon = 3, Forecasts = 40;
        var random = new Random(5);
        var errors = new ForecastErrors(Horizon, targets: 2);
        (double Level, double Unit)[] targets = [(1e6, 2), (0, 1e-3)];
        var all = new (List<double> Actual, List<double> Forecast, List<double> Last)[2];
        for (int target = 0; target < 2; target++)
        {
            all[target] = ([], [], []);
            for (int i = 0; i < Forecasts; i++)
            {
                double[] actual = Draw(target), forecast = Draw(target), last = Draw(target)[..1];
                errors.Add(target, actual, forecast, last[0], targets[target].Unit, 0);
                all[target].Actual.AddRange(actual);
                all[target].Forecast.AddRange(forecast);
                all[target].Last.AddRange(Enumerable.Repeat(last[0], Horizon));
            }
        }

        Assert.Equal(all.Average(one => PointMeasures.RSquared([.. one.Actual], [.. one.Forecast])), errors.RSquared, 1e-9);
        Assert.Equal(PointMeasures.DirectionalAccuracy(Joined(one => one.Actual), Joined(one => one.Forecast), Joined(one => one.Last))!.Value,
            errors.DirectionalAccuracy, 1e-12);

        double[] Draw(int target) => [.. Enumerable.Range(0, Horizon).Select(_ => targets[target].Level + (targets[target].Unit * random.NextDouble()))];

        double[] Joined(Func<(List<double> Actual, List<double> Forecast, List<double> Last), List<double>> part) => [.. all.SelectMany(part)];
    }

    [Fact]
    public void RSquared_OfValuesThatNeverChange_Is1OrZero_AndNoneOfThemHasADirection()
    {
        var right = new ForecastErrors(2, targets: 1);
        var wrong = new ForecastErrors(2, targets: 1);
        right.Add(0, [7, 7], [7, 7], 7, 1, 0);
        wrong.Add(0, [7, 7], [7, 8], 7, 1, 0);
        Assert.Equal((1, 0), (right.RSquared, wrong.RSquared));
        Assert.Equal(double.NaN, right.DirectionalAccuracy);
    }
}

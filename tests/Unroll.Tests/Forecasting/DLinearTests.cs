using Unroll.Forecasting;

namespace Unroll.Tests.Forecasting;

public sealed class DLinearTests
{
    /// <summary>A sum of two waves fulfils a linear recurrence, which a linear map finds whatever the phase.</summary>
    [Fact]
    public void Fit_FindsTheMapOfASeriesThatIsLinearInItsPast()
    {
        double[] series = [.. Enumerable.Range(0, 400).Select(time => Wave(time))];
        DLinearFit fit = new DLinear(16) { Average = 5, Ridge = 1e-9 }.Fit([series[..300], series[100..]], 8);
        double[] forecast = fit.Forecast(series.AsSpan(0, 200), 8);
        for (int step = 0; step < 8; step++)
            Assert.Equal(Wave(200 + step), forecast[step], 1e-3);
        Assert.Equal(forecast[..3], fit.Forecast(series.AsSpan(0, 200), 3));
    }

    /// <summary>All windows laid out, each split into its two parts, and the equations of ridge regression solved by elimination.</summary>
    [Fact]
    public void Fit_IsRidgeRegressionOnTheTwoPartsOfEveryWindow()
    {
        const int Window = 5, Horizon = 2, Parts = 2 * Window;
        double[][] series =
        [
            [.. Enumerable.Range(0, 40).Select(time => 50 + (time * 0.3) + (time * time * 31 % 17))], [.. Enumerable.Range(0, 9).Select(time => 60.0 - time)],
        ];
        double[][] windows =
        [
            .. from one in series from start in Enumerable.Range(0, one.Length - Window - Horizon + 1) select one[start..(start + Window + Horizon)],
        ];
        double[][] parts = [.. windows.Select(Split)];
        double[] means = [.. Enumerable.Range(0, Parts).Select(part => parts.Average(row => row[part]))];
        double Covariance(int part, Func<int, double> other) =>
            Enumerable.Range(0, windows.Length).Average(row => (parts[row][part] - means[part]) * other(row));
        double penalty = 0.3 * Enumerable.Range(0, Parts).Average(part => Covariance(part, row => parts[row][part]));
        DLinearFit fit = new DLinear(Window) { Average = 3, Ridge = 0.3 }.Fit(series, Horizon);
        double[] history = [55, 48, 61, 50, 57], forecast = fit.Forecast(history, Horizon), split = Split(history);
        for (int step = 0; step < Horizon; step++)
        {
            double mean = windows.Average(row => row[Window + step]);
            double[][] equations =
            [
                .. Enumerable.Range(0, Parts).Select(part => (double[])
                [
                    .. Enumerable.Range(0, Parts).Select(other => Covariance(part, row => parts[row][other]) + (part == other ? penalty : 0)),
                    Covariance(part, row => windows[row][Window + step]),
                ]),
            ];
            double[] weights = Eliminate(equations);
            Assert.Equal(mean + Enumerable.Range(0, Parts).Sum(part => weights[part] * (split[part] - means[part])), forecast[step], 1e-9);
        }

        static double[] Split(double[] window)
        {
            double At(int place) => window[Math.Clamp(place, 0, Window - 1)];
            double[] trend = [.. Enumerable.Range(0, Window).Select(place => (At(place - 1) + At(place) + At(place + 1)) / 3)];
            return [.. Enumerable.Range(0, Window).Select(place => window[place] - trend[place]), .. trend];
        }
    }

    [Fact]
    public void Forecast_FitsOnTheHistoryAlone()
    {
        double[] series = [.. Enumerable.Range(0, 120).Select(time => Wave(time))];
        var recipe = new DLinear(16) { Average = 5 };
        Assert.Equal(recipe.Fit([series], 4).Forecast(series, 4), recipe.Forecast(series, 4));
    }

    [Fact]
    public void Forecast_MovesWithTheSeries()
    {
        double[] series = [.. Enumerable.Range(0, 120).Select(time => Wave(time) + (time * 7 % 11 * 0.1))];
        double[] forecast = new DLinear(16).Forecast(series, 4), moved = new DLinear(16).Forecast([.. series.Select(value => (value * 8) + 1e6)], 4);
        for (int step = 0; step < 4; step++)
            Assert.Equal((forecast[step] * 8) + 1e6, moved[step], 1e-4);
    }

    [Fact]
    public void Fit_Refuses_WhatItCannotLearnFrom()
    {
        var recipe = new DLinear(4);
        Assert.Equal("series", Assert.Throws<ArgumentException>(() => recipe.Fit([], 1)).ParamName);
        string message = Assert.Throws<ArgumentException>(() => recipe.Fit([[1, 2, 3, 4, 5]], 2)).Message;
        Assert.Contains("A series has 5 values; a window of 4 and a horizon of 2 are expected", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => recipe.Fit([[1, 2, 3, 4, 5, double.NaN]], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => recipe.Fit([[1, 2, 3, 4, 5, 6]], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DLinear(4) { Average = 4 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DLinear(4) { Ridge = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DLinear(1));
        DLinearFit fit = recipe.Fit([[1, 2, 3, 4, 5, 6]], 2);
        Assert.Contains("horizon of 2; 3", Assert.Throws<ArgumentException>(() => fit.Forecast([1, 2, 3, 4], 3)).Message, StringComparison.Ordinal);
        Assert.Contains("needs at least 4", Assert.Throws<ArgumentException>(() => fit.Forecast([1, 2, 3], 2)).Message, StringComparison.Ordinal);
    }

    static double Wave(int time) => 20 + Math.Sin(time * 0.7) + (0.5 * Math.Cos(time * 0.23));

    /// <summary>The solution of linear equations, each with its right side behind, by Gauss and Jordan.</summary>
    static double[] Eliminate(double[][] equations)
    {
        for (int column = 0; column < equations.Length; column++)
            for (int row = 0; row < equations.Length; row++)
            {
                double factor = equations[row][column] / equations[column][column];
                for (int i = 0; row != column && i <= equations.Length; i++)
                    equations[row][i] -= factor * equations[column][i];
            }

        return [.. equations.Select((equation, row) => equation[^1] / equation[row])];
    }
}

using Unroll.Forecasting;

namespace Unroll.Tests.Forecasting;

public sealed class PointMeasuresTests
{
    const double Tolerance = 1e-12;

    static readonly double[] s_actual = [10, -8, 4, 5], s_forecast = [11, -6, 4, 2];

    /// <summary>Errors 1, 2, 0, −3.</summary>
    [Fact]
    public void Measures_GiveTheValuesOfTheirFormulas()
    {
        Assert.Equal(6 / 4.0, PointMeasures.Mae(s_actual, s_forecast), Tolerance);
        Assert.Equal(Math.Sqrt(14 / 4.0), PointMeasures.Rmse(s_actual, s_forecast), Tolerance);
        Assert.Equal(100 * (0.1 + 0.25 + 0 + 0.6) / 4, PointMeasures.Mape(s_actual, s_forecast), Tolerance);
        Assert.Equal(200 * ((1 / 21.0) + (2 / 14.0) + 0 + (3 / 7.0)) / 4, PointMeasures.Smape(s_actual, s_forecast), Tolerance);
        // The mean is 2.75, the squared deviations 52.5625 + 115.5625 + 1.5625 + 5.0625.
        Assert.Equal(1 - (14 / 174.75), PointMeasures.RSquared(s_actual, s_forecast), Tolerance);
    }

    [Fact]
    public void Smape_CountsAPairOfZerosAsMet_AndOppositeSignsAs200()
    {
        Assert.Equal(0, PointMeasures.Smape([0, 0], [0, 0]));
        Assert.Equal(200, PointMeasures.Smape([0, 3], [1, -2]), Tolerance);
    }

    [Fact]
    public void Mape_RefusesAZero()
    {
        var error = Assert.Throws<ArgumentException>(() => PointMeasures.Mape([1, 0], [1, 1]));
        Assert.Equal("actual", error.ParamName);
        Assert.Contains("actual[1] is 0", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Differences over two values: 2, 2, 4; the mean error is 1.5.</summary>
    [Fact]
    public void Mase_DividesByTheMeanSeasonalDifferenceOfTheTrainingPart()
    {
        double[] training = [1, 5, 3, 3, 7];
        Assert.Equal(8 / 3.0, PointMeasures.SeasonalScale(training, 2), Tolerance);
        Assert.Equal(10 / 4.0, PointMeasures.SeasonalScale(training, 1), Tolerance);
        Assert.Equal(1.5 / (8 / 3.0), PointMeasures.Mase(s_actual, s_forecast, training, 2), Tolerance);
    }

    [Fact]
    public void Mase_RefusesATrainingPartThatRepeatsItself_WhoseScaleIs0()
    {
        Assert.Equal(0, PointMeasures.SeasonalScale([1, 2, 1, 2], 2));
        var error = Assert.Throws<ArgumentException>(() => PointMeasures.Mase([1], [1], [1, 2, 1, 2], 2));
        Assert.Contains("repeats itself", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PointMeasures.Mase([1], [1], [5, 5, 5], 1));
        var tooShort = Assert.Throws<ArgumentException>(() => PointMeasures.Mase([1], [1], [1, 2], 2));
        Assert.Contains("more than a season", tooShort.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => PointMeasures.Mase([1], [1], [1, 2], 0));
    }

    [Fact]
    public void Owa_IsTheMeanOfTheTwoRatios()
    {
        Assert.Equal(((9 / 18.0) + (3 / 2.0)) / 2, PointMeasures.Owa(9, 3, 18, 2), Tolerance);
        Assert.Equal(1, PointMeasures.Owa(18.383, 2.395, 18.383, 2.395));
        Assert.Equal("naiveMase", Assert.Throws<ArgumentOutOfRangeException>(() => PointMeasures.Owa(1, 1, 1, 0)).ParamName);
    }

    [Fact]
    public void RSquared_OfEqualValues_Is1WhenAllAreMetElse0()
    {
        Assert.Equal(1, PointMeasures.RSquared([2, 2], [2, 2]));
        Assert.Equal(0, PointMeasures.RSquared([2, 2], [2, 3]));
    }

    /// <summary>It moves up, not at all, down, up; the forecast says up, up, up, nothing.</summary>
    [Fact]
    public void DirectionalAccuracy_CountsTheValuesThatMoved()
    {
        Assert.Equal(1 / 3.0, PointMeasures.DirectionalAccuracy([2, 2, 1, 5], [3, 3, 4, 1], [1, 2, 2, 1]));
        Assert.Null(PointMeasures.DirectionalAccuracy([2, 2], [3, 1], [2, 2]));
    }

    [Fact]
    public void Measures_Refuse_WhatIsEmptyUnequalOrNotFinite()
    {
        Assert.Equal("actual", Assert.Throws<ArgumentException>(() => PointMeasures.Mae([], [])).ParamName);
        var unequal = Assert.Throws<ArgumentException>(() => PointMeasures.Rmse([1, 2], [1]));
        Assert.Equal("forecast", unequal.ParamName);
        Assert.Contains("forecast has 1 values, actual has 2", unequal.Message, StringComparison.Ordinal);
        var notFinite = Assert.Throws<ArgumentException>(() => PointMeasures.Smape([1, 2], [1, double.NaN]));
        Assert.Contains("forecast[1] is NaN", notFinite.Message, StringComparison.Ordinal);
        Assert.Equal("actual", Assert.Throws<ArgumentException>(() => PointMeasures.RSquared([double.PositiveInfinity], [1])).ParamName);
        Assert.Equal("previous", Assert.Throws<ArgumentException>(() => PointMeasures.DirectionalAccuracy([1], [1], [double.NaN])).ParamName);
    }
}

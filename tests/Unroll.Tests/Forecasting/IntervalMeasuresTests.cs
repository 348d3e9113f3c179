using Unroll.Forecasting;

namespace Unroll.Tests.Forecasting;

public sealed class IntervalMeasuresTests
{
    static readonly double[] s_actual = [5, 5, 5, 9], s_lower = [4, 5, 6, 1], s_upper = [6, 7, 8, 8];

    [Fact]
    public void Coverage_CountsTheEnds() => Assert.Equal(0.5, IntervalMeasures.Coverage(s_actual, s_lower, s_upper));

    [Fact]
    public void MeanWidth_IsTheMeanOfTheWidths() => Assert.Equal(13 / 4.0, IntervalMeasures.MeanWidth(s_lower, s_upper));

    /// <summary>Two values lie 1 outside: 2/α each. The scale of the training part is 2.</summary>
    [Theory]
    [InlineData(0.05, 40)]
    [InlineData(0.5, 4)]
    public void Msis_AddsTheMisses_DividedByAlphaAndTheScale(double alpha, double charge) =>
        Assert.Equal((13 + (2 * charge)) / 4 / 2, IntervalMeasures.Msis(s_actual, s_lower, s_upper, [1, 3, 5], 1, alpha), 1e-12);

    [Fact]
    public void Msis_IsAt95PerCent_WhenNothingIsSaid() =>
        Assert.Equal(IntervalMeasures.Msis(s_actual, s_lower, s_upper, [1, 3, 5], 1, 0.05), IntervalMeasures.Msis(s_actual, s_lower, s_upper, [1, 3, 5], 1));

    [Fact]
    public void Measures_Refuse_EndsThatCross_AndAConstantTrainingPart()
    {
        var error = Assert.Throws<ArgumentException>(() => IntervalMeasures.Coverage([1, 1], [0, 3], [2, 2]));
        Assert.Contains("lower[1] is 3, above upper[1], 2", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => IntervalMeasures.MeanWidth([1], [double.NaN]));
        Assert.Throws<ArgumentException>(() => IntervalMeasures.Msis([1], [0], [2], [3, 3, 3], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntervalMeasures.Msis([1], [0], [2], [1, 2], 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntervalMeasures.Msis([1], [0], [2], [1, 2], 1, 1));
    }
}

using Unroll.Reports.Charts;

namespace Unroll.Reports.Tests.Charts;

public class ScaleTests
{
    static readonly Axis s_linear = new("x"), s_logarithmic = new("x", AxisKind.Logarithmic);

    [Fact]
    public void Linear_EndsAtItsValues_WhereItIsTight_ElseAtTicks()
    {
        Scale tight = Scale.Fit(s_linear, [3, double.NaN, 7, double.PositiveInfinity], 5, isTight: true),
            loose = Scale.Fit(s_linear, [0.3, 9.1], 5, isTight: false);
        Assert.Equal((0, 0.25, 1), (tight.Position(3), tight.Position(4), tight.Position(7)));
        Assert.Equal((0, 0.5, 1), (loose.Position(0), loose.Position(5), loose.Position(10)));
        Assert.Equal(["0", "2", "4", "6", "8", "10"], loose.Ticks.Select(tick => tick.Text));
    }

    /// <summary>A range that is widened to ticks keeps their step: a wider step would leave its ends without ticks.</summary>
    [Theory]
    [InlineData(1.39, 2.24, "1.2 1.4 1.6 1.8 2.0 2.2 2.4")]
    [InlineData(0.19, 0.97, "0 0.2 0.4 0.6 0.8 1.0")]
    public void Linear_HasATickAtEachEnd_WhereItIsNotTight(double least, double most, string ticks)
    {
        Scale scale = Scale.Fit(s_linear, [least, most], 5, isTight: false);
        Assert.Equal(ticks, string.Join(' ', scale.Ticks.Select(tick => tick.Text)));
        Assert.Equal((0, 1), (scale.Position(scale.Ticks[0].Value), Math.Round(scale.Position(scale.Ticks[^1].Value), 12)));
    }

    /// <summary>Losses that hardly fall are still a curve.</summary>
    [Theory]
    [InlineData(2.69, 3.05, "2.7 2.8 2.9 3.0")]
    [InlineData(0.693, 0.695, "0.66 0.68 0.70 0.72")]
    public void Logarithmic_FillsItsAxis_WhereValuesAreNear(double least, double most, string ticks) =>
        Assert.Equal(ticks, string.Join(' ', Scale.Fit(s_logarithmic, [least, most], 5, isTight: false).Ticks.Select(tick => tick.Text)));

    [Fact]
    public void Linear_HoldsZero_WhereTheAxisSaysSo() =>
        Assert.Equal(0, Scale.Fit(s_linear with { HasZero = true }, [5, 6], 5, isTight: true).Position(0));

    [Theory]
    [InlineData(1, 1, "1")]
    [InlineData(1, 2, "1 2")]
    [InlineData(15, 18, "15 16 17 18")]
    [InlineData(1, 19, "5 10 15")]
    public void Linear_OfCounts_HasTicksAtWholeNumbersAlone(double least, double most, string ticks) =>
        Assert.Equal(ticks, string.Join(' ', Scale.Fit(s_linear with { IsWhole = true }, [least, most], 6, isTight: true).Ticks.Select(tick => tick.Text)));

    [Fact]
    public void Linear_HasRoomAround_WhereAllValuesAreAlike()
    {
        Assert.Equal(0.5, Scale.Fit(s_linear, [4, 4], 5, isTight: true).Position(4));
        Assert.Equal(0.5, Scale.Fit(s_linear, [0], 5, isTight: true).Position(0));
        Assert.Equal(0, Scale.Fit(s_linear, [], 5, isTight: true).Position(0));
    }

    [Fact]
    public void Logarithmic_PlacesFactorsAlike_AndNothingBelowZero()
    {
        Scale scale = Scale.Fit(s_logarithmic, [0.01, 1, -5, 0], 5, isTight: false);
        Assert.Equal((0, 0.5, 1), (scale.Position(0.01), Math.Round(scale.Position(0.1), 12), scale.Position(1)));
        Assert.True(double.IsNaN(scale.Position(0)) && double.IsNaN(scale.Position(-1)));
        Assert.Equal(["0.01", "0.1", "1"], scale.Ticks.Select(tick => tick.Text).Where(text => text is "0.01" or "0.1" or "1"));
        Assert.NotEmpty(Scale.Fit(s_logarithmic, [3], 5, isTight: false).Ticks);
    }

    [Fact]
    public void Categories_StandInTheMiddleOfTheirSlots()
    {
        Scale scale = Scale.Fit(new Axis("cell", AxisKind.Category) { Categories = ["lstm", "gru"] }, [0, 1], 5, isTight: true);
        Assert.Equal((0.25, 0.75), (scale.Position(0), scale.Position(1)));
        Assert.Equal(["lstm", "gru"], scale.Ticks.Select(tick => tick.Text));
    }

    [Fact]
    public void Dates_ReachFromTheFirstDayToTheLast()
    {
        double first = new DateOnly(2020, 1, 1).DayNumber;
        Scale scale = Scale.Fit(new Axis("", AxisKind.Date), [first, first + 100], 5, isTight: true);
        Assert.Equal((0, 0.5, 1), (scale.Position(first), scale.Position(first + 50), scale.Position(first + 100)));
        Assert.Equal(0.5, Scale.Fit(new Axis("", AxisKind.Date), [first], 5, isTight: true).Position(first));
    }
}

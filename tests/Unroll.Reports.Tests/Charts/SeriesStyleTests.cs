using Unroll.Reports.Charts;

namespace Unroll.Reports.Tests.Charts;

public class SeriesStyleTests
{
    [Fact]
    public void Styles_DifferInColour_AndWithoutColour()
    {
        SeriesStyle[] styles = [.. Enumerable.Range(0, 35).Select(SeriesStyle.Of)];
        Assert.Equal(7, styles.Take(7).Select(style => style.Class).Distinct().Count());
        Assert.Equal(5, styles.Take(5).Select(style => style.Dash).Distinct().Count());
        Assert.Equal(5, styles.Take(5).Select(style => style.Outline(0, 0, 1)).Distinct().Count());
        Assert.Equal(35, styles.Distinct().Count());
        Assert.DoesNotContain(SeriesStyle.Quiet.Class, styles.Select(style => style.Class));
    }

    [Theory]
    [InlineData(0, "M6 20a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z")]
    [InlineData(1, "M6.4 16.4L13.6 16.4L13.6 23.6L6.4 23.6z")]
    [InlineData(3, "M10 15L15 20L10 25L5 20z")]
    public void Outline_LiesAroundItsPoint(int number, string expected) => Assert.Equal(expected, SeriesStyle.Of(number).Outline(10, 20, 4));
}

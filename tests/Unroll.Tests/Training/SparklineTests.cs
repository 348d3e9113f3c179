using Unroll.Training;

namespace Unroll.Tests.Training;

public class SparklineTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("3", "")]
    [InlineData("8 7 6 5 4 3 2 1", "█▇▆▅▄▃▂▁")]
    [InlineData("1 1 1", "▁▁▁")]
    [InlineData("1e30 0 5e29", "█▁▅")]
    [InlineData("2 NaN 1 Infinity", "█▁")]
    public void ToString_ShowsLossesBetweenTheSmallestAndTheLargest(string losses, string expected) => Assert.Equal(expected, Of(losses));

    [Fact]
    public void Advance_TakesTheMeanOfTheStepsSinceTheLast()
    {
        var line = new Sparkline();
        foreach ((double first, double second) in ((double, double)[])[(1, 3), (10, 0), (0, 2)])
        {
            line.Add(first);
            line.Add(second);
            line.Advance();
        }

        Assert.Equal("▃█▁", line.ToString());
    }

    [Fact]
    public void Advance_DropsTheOldest_WhereThereIsNoRoom()
    {
        string shown = Of(string.Join(' ', Enumerable.Range(0, 40).Select(step => step == 0 ? 1000 : step)));
        Assert.Equal(16, shown.Length);
        Assert.Equal(('▁', '█'), (shown[0], shown[^1]));
    }

    static string Of(string losses)
    {
        var line = new Sparkline();
        foreach (string loss in losses.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            line.Add(double.Parse(loss, System.Globalization.CultureInfo.InvariantCulture));
            line.Advance();
        }

        return line.ToString();
    }
}

using Unroll.Reports.Charts;

namespace Unroll.Reports.Tests.Charts;

public class TextWidthTests
{
    [Theory]
    [InlineData("one two three", 100, 2, "one two three")]
    [InlineData("one two three", 48, 2, "one two|three")]
    [InlineData("one two three four five", 48, 2, "one two|three…")]
    [InlineData("incomprehensible words", 48, 3, "incom…|words")]
    public void Wrap_BreaksBetweenWords_AndCutsWhatDoesNotFit(string text, double room, int most, string expected) =>
        Assert.Equal(expected, string.Join('|', TextWidth.Wrap(text, room, 11, most)));
}

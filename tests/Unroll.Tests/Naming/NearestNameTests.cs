using Unroll.Naming;

namespace Unroll.Tests.Naming;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("shakespear", "shakespeare")]
    [InlineData("Shakespeare", "shakespeare")]
    [InlineData("shaekspere", "shakespeare")]
    [InlineData("twetes", "tweets")]
    [InlineData("stock", "stocks")]
    [InlineData("x", null)]
    [InlineData("", null)]
    [InlineData("wikipedia", null)]
    public void Find_SuggestsOnlyWhatIsNear(string name, string? expected) =>
        Assert.Equal(expected, NearestName.Find(name, ["stocks", "shakespeare", "tweets"]));

    [Fact]
    public void Find_PrefersTheNearest_AndTheFirstOfEquals() => Assert.Equal("lstm", NearestName.Find("lstn", ["lsts2", "lstm", "lsto"]));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ab", "ba", 1)]
    [InlineData("abcd", "acbd", 1)]
    [InlineData("ca", "abc", 3)]
    [InlineData("gru", "gru", 0)]
    public void EditDistance_CountsEdits(string left, string right, int expected)
    {
        Assert.Equal(expected, NearestName.EditDistance(left, right));
        Assert.Equal(expected, NearestName.EditDistance(right, left));
    }
}

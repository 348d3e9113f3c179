using System.Text;
using Unroll.Text;

namespace Unroll.Tests.Text;

public sealed class CharacterNameTests
{
    [Theory]
    [InlineData("a", "'a' (U+0061)")]
    [InlineData("😀", "'😀' (U+1F600)")]
    [InlineData("\n", "U+000A")]
    [InlineData("\u00A0", "U+00A0")]
    [InlineData("\u0301", "U+0301")]
    [InlineData("\u2028", "U+2028")]
    [InlineData("\uE000", "U+E000")]
    [InlineData("a\u200D", "'a' (U+0061), U+200D")]
    [InlineData("", "")]
    public void Of_ShowsOnlyWhatCanBeSeen(string characters, string expected) => Assert.Equal(expected, CharacterName.Describe(characters));

    [Fact]
    public void Of_TakesALoneSurrogateForAReplacementCharacter() => Assert.Equal("'\uFFFD' (U+FFFD)", CharacterName.Describe("\uD800"));

    [Fact]
    public void Of_NamesASingleRune() => Assert.Equal("'é' (U+00E9)", CharacterName.Describe(new Rune('é')));
}

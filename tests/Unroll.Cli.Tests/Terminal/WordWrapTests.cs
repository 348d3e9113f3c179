using Unroll.Cli.Terminal;

namespace Unroll.Cli.Tests.Terminal;

public class WordWrapTests
{
    [Fact]
    public void Lines_BreaksAtSpaces_AndKeepsParagraphs() =>
        Assert.Equal(["the quick brown fox", "jumps over", "", "the dog"], WordWrap.Lines("the quick brown fox jumps over\n\nthe dog", 20));

    [Fact]
    public void Lines_BreaksWords_ThatAreTooLong() => Assert.Equal([new string('a', 20), "aaaaa"], WordWrap.Lines(new string('a', 25), 20));

    [Fact]
    public void Lines_KeepsTheHalvesOfACharacterTogether() =>
        Assert.Equal(["aaaaaaaaaaaaaaaaaaa", "😀a"], WordWrap.Lines("aaaaaaaaaaaaaaaaaaa😀a", 20));
}

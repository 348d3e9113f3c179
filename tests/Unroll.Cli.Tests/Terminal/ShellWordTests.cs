using Unroll.Cli.Terminal;

namespace Unroll.Cli.Tests.Terminal;

public class ShellWordTests
{
    [Theory]
    [InlineData("runs/text-20260101-120000", "runs/text-20260101-120000")]
    [InlineData("läufe/été", "läufe/été")]
    [InlineData("my run", "'my run'")]
    [InlineData("$HOME", "'$HOME'")]
    [InlineData("it's", "'it'\\''s'")]
    public void Of_QuotesWhatAShellWouldTakeApart(string word, string expected)
    {
        if (!OperatingSystem.IsWindows())
            Assert.Equal(expected, ShellWord.Of(word));
    }
}

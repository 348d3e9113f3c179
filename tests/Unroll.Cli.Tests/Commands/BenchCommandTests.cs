using System.Text.Json;
using Unroll.Cli.Terminal;

namespace Unroll.Cli.Tests.Commands;

public sealed class BenchCommandTests : IDisposable
{
    readonly CliFixture _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void Run_MeasuresInProcessesOfTheirOwn_AndWritesJsonAndMarkdown()
    {
        string file = Path.Combine(_cli.Folder, "result.md");
        CliResult result = CliFixture.Run("bench", "C-rnn", "--workers", "1", "--json", "--markdown", file);
        Assert.Equal(0, result.ExitCode);
        using JsonDocument document = JsonDocument.Parse(result.Output);
        JsonElement work = Assert.Single(document.RootElement.GetProperty("works").EnumerateArray());
        Assert.Equal("C-rnn", work.GetProperty("name").GetString());
        Assert.True(work.GetProperty("milliseconds").GetDouble() > 0);
        if (OperatingSystem.IsLinux())
            Assert.InRange(work.GetProperty("peakMemoryBytes").GetInt64(), 20_000_000, 1_000_000_000);
        Assert.Contains($"`unroll bench C-rnn --workers 1 --json --markdown {file}`", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--workers x: a whole number is expected", "--workers", "1,x")]
    [InlineData("--workers 0: at least 1", "--workers", "2,0")]
    [InlineData("bench E+: unknown; known are A, ", "E+")]
    [InlineData("there is no such folder", "--markdown", "nowhere/result.md")]
    [InlineData("a folder; a file is expected", "--markdown", ".")]
    public void Run_TellsOneLine_WhenTheInputIsWrong(string message, params string[] args) =>
        Assert.Contains(message, CliFixture.Run(["bench", .. args]).OneLineOfComplaint(), StringComparison.Ordinal);

    [Fact]
    public async Task Run_TellsHowToInstallThePeer_WhenItIsMissing()
    {
        using var child = new ChildProcess(["bench", "C-rnn", "--peer", "pytorch"], ("UNROLL_PYTHON", "/nowhere/python3"));
        string error = await child.Error.ReadToEndAsync();
        Assert.Equal(2, await child.ExitCode());
        Assert.StartsWith("unroll: --peer pytorch: /nowhere/python3: no PyTorch", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Contains("apt-get install python3-torch libopenblas0", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_KeepsTheServingOfOtherProcessesToItself() =>
        Assert.DoesNotContain("--serve", CliFixture.Run("bench", "--help").Output, StringComparison.Ordinal);
}

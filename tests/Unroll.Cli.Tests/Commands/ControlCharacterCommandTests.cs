using System.Text.Json;
using Unroll.Cli.Terminal;

namespace Unroll.Cli.Tests.Commands;

/// <summary>A text full of what terminals obey, in a file whose name is too: nothing of it reaches a terminal but as signs.</summary>
public sealed class ControlCharacterCommandTests : IDisposable
{
    const string Active = "\e\a\b\r\u009B\u202E\u2066\u007F";

    readonly CliFixture _cli = new();
    readonly string _run;

    public ControlCharacterCommandTests() => _run = Path.Combine(_cli.Folder, "run\e[31m");

    [Fact]
    public void Commands_ShowControlCharacters_AndGenerateWritesThemRawToAPipe()
    {
        string text = _cli.Write("book\e]0;x\a.txt", string.Concat(Enumerable.Repeat($"{Active}\e[31mab\u009B1m", 100)));
        string[] train =
        [
            "train", "text", "--data", text, "--units", "4", "--layers", "1", "--window", "8", "--batch", "4", "--epochs", "1", "--callbacks",
            "model_checkpoint", "--out", _run,
        ];
        foreach (CliResult result in new[]
        {
            OnTerminal(train),
            OnTerminal([.. train[..^1], Path.Combine(_cli.Folder, "other\e"), "--progress", "bar"]),
            OnTerminal("predict", _run, "--text", "ab\e"), CliFixture.Run("predict", _run, "--text", "ab\e"), OnTerminal("predict", _run, "--text", "a\u0001"),
            OnTerminal("evaluate", _run), OnTerminal("evaluate", _run, "--data", text), OnTerminal("summary", _run),
            OnTerminal("generate", _run, "--prompt", Active, "--length", "200"), OnTerminal("generate", _run, "--length", "50", "--json"),
        })
        {
            Assert.Equal(0, result.ExitCode);
            AssertVisible(result.Output);
            AssertVisible(result.Error);
        }

        Assert.Contains("␛", OnTerminal("generate", _run, "--prompt", Active).Output, StringComparison.Ordinal);
        Assert.StartsWith(Active, CliFixture.Run("generate", _run, "--prompt", Active, "--length", "200").Output, StringComparison.Ordinal);
        JsonElement json = JsonDocument.Parse(CliFixture.Run("generate", _run, "--prompt", Active, "--json").Output).RootElement;
        Assert.StartsWith(Active, json.GetProperty("text").GetString(), StringComparison.Ordinal);

        // On a terminal too it is a document that says the same.
        json = JsonDocument.Parse(OnTerminal("generate", _run, "--prompt", Active, "--json").Output).RootElement;
        Assert.StartsWith(Active, json.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train", "text", "--data", "no\e[31m such\u009Bfile")]
    [InlineData("train", "text", "--\e[31m")]
    [InlineData("evaluate", "no\e]0;x\a run")]
    [InlineData("train", "text", "--config", "no\e.json")]
    [InlineData("study", "run", "no\e study")]
    [InlineData("data", "get", "no\e data")]
    public void Mistakes_ShowControlCharacters_OfNames(params string[] command)
    {
        string line = CliFixture.Run(command).OneLineOfComplaint();
        Assert.Contains("␛", line, StringComparison.Ordinal);
        AssertVisible(line);
    }

    public void Dispose() => _cli.Dispose();

    static CliResult OnTerminal(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var session = new Session(output, error, Interactive: true, Columns: 100, CancellationToken.None, ShowsOutput: true);
        return new CliResult(CommandLine.Run(args, session), output.ToString(), error.ToString());
    }

    /// <summary>A bar begins its line anew by a carriage return; nothing else of the kind is allowed.</summary>
    static void AssertVisible(string shown) => Assert.All(Active.Replace("\r", "", StringComparison.Ordinal), character => Assert.DoesNotContain(character, shown));
}

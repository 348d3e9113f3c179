using Unroll.Cli.Terminal;

namespace Unroll.Cli.Tests;

public sealed class CommandLineTests : IDisposable
{
    readonly CliFixture _cli = new();

    /// <summary>Every mistake ends with exit code 2 and one line, and leaves nothing behind.</summary>
    [Fact]
    public void Run_SaysInOneLine_WhatIsWrong_AsApproved() => ApprovedTranscript.Check("mistakes.txt", _cli.Folder, args =>
    {
        string line = CliFixture.Run(args).OneLineOfComplaint();
        Assert.Equal(["cats.txt"], Directory.EnumerateFileSystemEntries(_cli.Folder).Select(Path.GetFileName));
        return line;
    });

    /// <summary>Series that cannot be forecast: the line says which file, which line of it, and what would be right; the files stay as they are.</summary>
    [Fact]
    public void Run_SaysInOneLine_WhatIsWrongWithSeries_AsApproved()
    {
        WrongSeries.Write(_cli);
        WrongSeries.Train(_cli, "run");
        (string? Name, string Content)[] files = Files();
        ApprovedTranscript.Check("forecast-mistakes.txt", _cli.Folder, args =>
        {
            string line = CliFixture.Run(args).OneLineOfComplaint();
            Assert.Equal(files, Files());
            return line;
        });

        (string? Name, string Content)[] Files() =>
        [
            .. Directory.EnumerateFiles(_cli.Folder, "*", SearchOption.AllDirectories).Order().Select(path => (Path.GetFileName(path), File.ReadAllText(path))),
        ];
    }

    [Fact]
    public void Run_ShowsTheHelp_AsApproved() => ApprovedTranscript.Check("help.txt", _cli.Folder, args =>
    {
        CliResult result = CliFixture.Run(args);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return result.Output;
    });

    [Fact]
    public void Run_TellsOneLine_WhenTheTextCannotBeUsed()
    {
        foreach ((string file, string message) in new[]
        {
            (_cli.Write("empty.txt", ""), "empty"),
            (_cli.Write("one.txt", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), "one character only"),
            (_cli.Write("short.txt", "abc"), "3 characters, 3 of them for training, are too few for 32 streams: at least 33 are needed"),
            (_cli.Write("binary.txt", "ab\0cd"), "byte"),
        })
        {
            string line = CliFixture.Run("train", "text", "--data", file, "--out", Path.Combine(_cli.Folder, "run")).OneLineOfComplaint();
            Assert.Contains(message, line, StringComparison.Ordinal);
            Assert.Contains(file, line, StringComparison.Ordinal);
            Assert.False(Directory.Exists(Path.Combine(_cli.Folder, "run")));
        }
    }

    [Fact]
    public void Run_TellsOneLine_WhenARunIsAFile() =>
        Assert.Contains("cats.txt: is a file; a run folder is what", CliFixture.Run("evaluate", _cli.TextFile).OneLineOfComplaint(), StringComparison.Ordinal);

    [Fact]
    public void Run_TellsOneLine_WhenTheFolderCannotBeWritten()
    {
        string line = CliFixture.Run(_cli.Small(Path.Combine("cats.txt", "run"))).OneLineOfComplaint();
        Assert.Contains("cannot be made", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TellsOneLine_WhenTheModelIsTooLarge() =>
        Assert.Contains(
            "too large",
            CliFixture.Run("train", "text", "--data", _cli.TextFile, "--units", "16384", "--layers", "64", "--out",
                Path.Combine(_cli.Folder, "run")).OneLineOfComplaint(),
            StringComparison.Ordinal);

    [Fact]
    public void Run_PrintsTheVersion() => Assert.Equal(new CliResult(0, "unroll 0.1.0" + Environment.NewLine, ""), CliFixture.Run("--version"));

    [Fact]
    public void Run_ShowsTheOverview_WithoutArguments()
    {
        CliResult result = CliFixture.Run();
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("", result.Error);
        foreach (string command in new[] { "train text", "generate RUN", "evaluate RUN", "summary [RUN]", "data list", "data get NAME", "bench [WORKLOAD…]" })
            Assert.Contains($"  {command} ", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unroll.Cli", result.Output, StringComparison.Ordinal);
        Assert.Equal(result, CliFixture.Run("--help"));
        Assert.Equal(result, CliFixture.Run("help"));
    }

    [Theory]
    [InlineData("--learning-rate N", "train", "text")]
    [InlineData("--top-p N", "generate")]
    [InlineData("--data NAME|FILE", "evaluate")]
    [InlineData("--config FILE", "summary")]
    [InlineData("NAME  a name", "data", "get")]
    public void Run_ShowsTheHelpOfACommand_WithoutItsArguments(string expected, params string[] command)
    {
        CliResult result = CliFixture.Run([.. command, "--help"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"  unroll {string.Join(' ', command)}", result.Output, StringComparison.Ordinal);
        Assert.Contains(expected, result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', result.Output);
        Assert.Equal(result, CliFixture.Run(["help", .. command]));
    }

    public void Dispose() => _cli.Dispose();
}

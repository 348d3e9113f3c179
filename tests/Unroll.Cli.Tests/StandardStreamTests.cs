using Unroll.Cli.Terminal;
using Unroll.Tests.Conditions;

namespace Unroll.Cli.Tests;

/// <summary>Standard output and standard error that cannot be written: on a full disk, closed, hung up.</summary>
public sealed class StandardStreamTests(CliFixture fixture) : IClassFixture<CliFixture>
{
    [MachineTheory(Needs.FullDisk)]
    [InlineData("full", "2>/dev/full")]
    [InlineData("closed", "2>&-")]
    [InlineData("all-but-output", "<&- 2>&-")]
    public async Task Train_GoesOn_WhenStandardErrorCannotBeWritten(string run, string redirection)
    {
        using var process = ChildProcess.InShell($"exec \"$@\" {redirection}", fixture.Small(run, "--json", "--progress", "bar"));
        CliResult result = await process.Result();
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("\"validationLoss\": ", result.Output, StringComparison.Ordinal);
    }

    [MachineTheory(Needs.FullDisk)]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public async Task Run_KeepsItsExitCode_WhenStandardErrorCannotBeWritten(string redirection)
    {
        using var process = ChildProcess.InShell($"exec \"$@\" {redirection}", "train", "nonsense");
        Assert.Equal(new CliResult(2, "", ""), await process.Result());
    }

    [MachineTheory(Needs.FullDisk)]
    [InlineData(">/dev/full", "--version")]
    [InlineData(">/dev/full", "--help")]
    [InlineData(">/dev/full", "study", "list", "--json")]
    [InlineData(">&-", "--version")]
    [InlineData(">&-", "data", "list")]
    public async Task Run_EndsWithOne_WhenStandardOutputCannotBeWritten(string redirection, params string[] command)
    {
        using var process = ChildProcess.InShell($"exec \"$@\" {redirection}", command);
        CliResult result = await process.Result();
        Assert.Equal(1, result.ExitCode);
        string line = Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("unroll: standard output cannot be written: ", line, StringComparison.Ordinal);
    }

    [MachineFact(Needs.FullDisk)]
    public async Task Train_EndsWithOne_WhenItsResultCannotBeWritten()
    {
        string[] command = fixture.Small("result", "--progress", "none");
        using var process = ChildProcess.InShell("exec \"$@\" >/dev/full", command);
        CliResult result = await process.Result();
        Assert.Equal((1, "unroll: standard output cannot be written: No space left on device\n"), (result.ExitCode, result.Error));
        Assert.Equal(0, CliFixture.Run("evaluate", Path.Combine(fixture.Folder, "result")).ExitCode);
    }

    [MachineFact(Needs.Unix)]
    public async Task Train_GoesOn_WhenTheTerminalIsClosed_ButItsCallerIgnoresThat()
    {
        using var process = ChildProcess.InShell("trap '' HUP; exec \"$@\"", fixture.Small("ignored", "--steps", "2000", "--json"));
        string? line;
        while ((line = await process.Error.ReadLineAsync()) is not null && !line.StartsWith("Epoch 3/", StringComparison.Ordinal))
        {
        }

        process.Signal(ChildProcess.HangUp);
        Assert.Equal(0, (await process.Result()).ExitCode);
    }

    [MachineFact(Needs.Unix)]
    public async Task Train_SavesACheckpoint_WhenTheSignalComesTwice_AsFromAClosedTerminal()
    {
        using var process = new ChildProcess(fixture.Small("twice", "--steps", "100000000", "--progress", "line"));
        string? line;
        while ((line = await process.Error.ReadLineAsync()) is not null && !line.StartsWith("Epoch 3/", StringComparison.Ordinal))
        {
        }

        process.Signal(ChildProcess.HangUp);
        process.Signal(ChildProcess.HangUp);
        CliResult result = await process.Result();
        Assert.Equal(129, result.ExitCode);
        Assert.Contains("a checkpoint is saved. Resume it with:", result.Error, StringComparison.Ordinal);
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Unroll.Cli.Tests.Commands;

public sealed partial class TrainCommandTests : IDisposable
{
    readonly CliFixture _cli = new();

    [Fact]
    public void Train_EndsWithFiguresAPassageAndTheNextCommand()
    {
        CliResult result = CliFixture.Run(_cli.Small("run"));
        string run = Path.Combine(_cli.Folder, "run");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("loss", result.Output, StringComparison.Ordinal);
        Assert.Contains($"unroll generate {run}", result.Output, StringComparison.Ordinal);
        Assert.True(result.Output.Length > 500, result.Output);
        Assert.Contains("Epoch 2/2", result.Error, StringComparison.Ordinal);
        Assert.Contains("  | ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_PrintsOneDocument_WithJson()
    {
        CliResult result = CliFixture.Run(_cli.Small("run", "--json"));
        using JsonDocument document = JsonDocument.Parse(result.Output);
        foreach (string name in new[] { "parameters", "epochs", "steps", "seconds", "trainingLoss", "trainingAccuracy", "validationLoss", "validationAccuracy", "charactersPerSecond" })
            Assert.Equal(JsonValueKind.Number, document.RootElement.GetProperty(name).ValueKind);
        Assert.Equal(Path.Combine(_cli.Folder, "run"), document.RootElement.GetProperty("run").GetString());
    }

    [Fact]
    public void Train_IsSilentOnStandardError_WithoutProgress() => Assert.Equal("", CliFixture.Run(_cli.Small("run", "--progress", "none")).Error);

    [Fact]
    public void Train_GivesTheSameFigures_FromTheConfigurationOfARun()
    {
        double Loss(params string[] args) => JsonDocument.Parse(CliFixture.Run(args).Output).RootElement.GetProperty("validationLoss").GetDouble();
        double first = Loss(_cli.Small("run", "--json", "--seed", "7"));
        double again = Loss("train", "text", "--config", Path.Combine(_cli.Folder, "run", "config.json"), "--out", Path.Combine(_cli.Folder, "again"), "--json");
        Assert.Equal(first, again);
        Assert.NotEqual(first, Loss(_cli.Small("other", "--json", "--seed", "8")));
    }

    [Fact]
    public void Train_Refuses_AFolderThatHoldsARun()
    {
        _cli.Trained("run");
        Assert.Contains("--resume", CliFixture.Run(_cli.Small("run")).OneLineOfComplaint(), StringComparison.Ordinal);
    }

    /// <summary>The process gets a real SIGINT; the resumed run must end as one that was never stopped.</summary>
    [Fact]
    public async Task Train_SavesACheckpoint_OnCtrlC_FromWhichItGoesOn()
    {
        if (OperatingSystem.IsWindows())
            return;
        string[] steps = ["--steps", "3000"];
        string stopped = Path.Combine(_cli.Folder, "stopped");
        string dll = typeof(CommandLine).Assembly.Location;
        using var process = Process.Start(new ProcessStartInfo("dotnet", [dll, .. _cli.Small("stopped", steps)]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string last = Path.Combine(stopped, "checkpoints", "last.safetensors");
        string? line;
        while ((line = await process.StandardError.ReadLineAsync()) is not null && !line.StartsWith("Epoch 3/", StringComparison.Ordinal))
        {
        }

        Assert.Equal(0, Kill(process.Id, 2));
        string error = await process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(60_000));
        Assert.Equal(130, process.ExitCode);
        Assert.Equal("", await output);
        Assert.Contains($"unroll train text --resume {stopped}", error, StringComparison.Ordinal);
        Assert.True(File.Exists(last));

        CliResult resumed = CliFixture.Run("train", "text", "--resume", stopped, "--json");
        CliResult whole = CliFixture.Run(_cli.Small("whole", [.. steps, "--json"]));
        Assert.Equal(Figure(whole, "validationLoss"), Figure(resumed, "validationLoss"));
        Assert.Equal(Figure(whole, "trainingLoss"), Figure(resumed, "trainingLoss"));
        Assert.Equal(3000, Figure(resumed, "steps"));
    }

    public void Dispose() => _cli.Dispose();

    static double Figure(CliResult result, string name) => JsonDocument.Parse(result.Output).RootElement.GetProperty(name).GetDouble();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}

using System.Text.Json;
using Unroll.Cli.Terminal;
using Unroll.Tests.Conditions;

namespace Unroll.Cli.Tests.Commands;

/// <summary>Runs that go on to another end, that begin with trained weights, that lose their folder, and that begin at the same time.</summary>
public sealed class ResumeCommandTests : IDisposable
{
    readonly CliFixture _cli = new();

    [Fact]
    public void Resume_GoesOnToMoreEpochs_WithTheFiguresOfTheLongRun()
    {
        string[] constant = ["--schedule", "constant"];
        Assert.Equal(0, CliFixture.Run(_cli.Small("run", constant)).ExitCode);
        string run = Path.Combine(_cli.Folder, "run");
        CliResult longer = CliFixture.Run("train", "text", "--resume", run, "--epochs", "4", "--json");
        CliResult whole = CliFixture.Run(_cli.Small("whole", [.. constant, "--epochs", "4", "--json"]));
        Assert.Equal(Metric(whole, "validationLoss"), Metric(longer, "validationLoss"));
        Assert.Equal(4, Metric(longer, "epochs"));
        CliResult done = CliFixture.Run("train", "text", "--resume", run);
        Assert.Contains($"All its steps are done. To train longer: unroll train text --resume {run} --epochs N", done.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_Refuses_WhereTheScheduleDependsOnTheLength()
    {
        string run = _cli.Trained("run");
        string line = CliFixture.Run("train", "text", "--resume", run, "--epochs", "4").OneLineOfComplaint();
        Assert.Contains("the schedule cosine is laid over all steps of a run", line, StringComparison.Ordinal);
        Assert.EndsWith($"--init-from {run}", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_BeginsWithTheWeightsOfARun_AndItsConfigurationRepeatsIt()
    {
        string first = _cli.Trained("first");
        CliResult second = CliFixture.Run(_cli.Small("second", "--init-from", first, "--json"));
        Assert.Contains($"weights   begin as those of {Path.Combine(first, "checkpoints", "best.safetensors")}", second.Error, StringComparison.Ordinal);
        Assert.True(Metric(second, "validationLoss") < Metric(CliFixture.Run(_cli.Small("fresh", "--json")), "validationLoss"));
        CliResult again = CliFixture.Run("train", "text", "--config", Path.Combine(_cli.Folder, "second", "config.json"), "--out",
            Path.Combine(_cli.Folder, "again"), "--json");
        Assert.Equal(Metric(second, "validationLoss"), Metric(again, "validationLoss"));
        CliResult wide = CliFixture.Run("train", "text", "--config", Path.Combine(first, "config.json"), "--init-from", first, "--embedding-units", "5",
            "--out", Path.Combine(_cli.Folder, "wide"));
        Assert.Contains("has shape (22, 4), the model's is (22, 5)", wide.OneLineOfComplaint(), StringComparison.Ordinal);
    }

    [Fact]
    public void Train_SaysThatTheFolderIsGone_AndHowToGoOn()
    {
        string run = Path.Combine(_cli.Folder, "run");
        using var output = new StringWriter();
        using var error = new WriterThatDeletes(run);
        int exitCode = CommandLine.Run(_cli.Small("run", "--epochs", "5"), new Session(output, error, false, 120, CancellationToken.None));
        Assert.Equal(1, exitCode);
        Assert.EndsWith($"unroll: {run}: the run folder is gone: it was deleted or moved, or its drive was taken away; "
            + "where it was moved, resume it with: unroll train text --resume FOLDER", error.ToString().TrimEnd(), StringComparison.Ordinal);
    }

    /// <summary>Several processes in one second, in one folder: each gets a run of its own.</summary>
    [MachineFact(Needs.Unix)]
    public async Task Train_GivesEachProcessAFolderOfItsOwn()
    {
        string[] small = [.. _cli.Small("unused").TakeWhile(word => word != "--out"), "--progress", "none"];
        string[] processes = [.. Enumerable.Repeat("\"$@\" > /dev/null & ", 4)];
        using var shell = ChildProcess.InShell($"cd '{_cli.Folder}'; {string.Concat(processes)} wait", small);
        CliResult result = await shell.Result();
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] runs = Directory.GetDirectories(Path.Combine(_cli.Folder, "runs"));
        Assert.Equal(4, runs.Length);
        Assert.All(runs, run => Assert.True(File.Exists(Path.Combine(run, "checkpoints", "best.safetensors")), run));
    }

    public void Dispose() => _cli.Dispose();

    static double Metric(CliResult result, string name) => JsonDocument.Parse(result.Output).RootElement.GetProperty(name).GetDouble();

    /// <summary>Standard error that deletes a folder when the second epoch is announced.</summary>
    sealed class WriterThatDeletes(string folder) : StringWriter
    {
        public override void Write(string? value)
        {
            base.Write(value);
            DeleteInTime(value);
        }

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            DeleteInTime(value);
        }

        void DeleteInTime(string? value)
        {
            if (value?.StartsWith("Epoch 2/", StringComparison.Ordinal) == true)
                Directory.Delete(folder, recursive: true);
        }
    }
}

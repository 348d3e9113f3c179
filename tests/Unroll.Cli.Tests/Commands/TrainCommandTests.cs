using System.Text.Json;
using Unroll.Cli.Commands;
using Unroll.Cli.Terminal;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Tests.Conditions;

namespace Unroll.Cli.Tests.Commands;

public sealed class TrainCommandTests : IDisposable
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
        Assert.Contains("Epoch 2/2", result.Error, StringComparison.Ordinal);
        Assert.Contains("  │ ", result.Error, StringComparison.Ordinal);
        Assert.Contains("--prompt \"the \"", result.Output, StringComparison.Ordinal);
        string passage = result.Output[result.Output.IndexOf("generates:", StringComparison.Ordinal)..result.Output.IndexOf("The run is in",
            StringComparison.Ordinal)];
        Assert.True(passage.Length > 300, passage);
    }

    [Fact]
    public void Train_PrintsOneDocument_WithJson()
    {
        CliResult result = CliFixture.Run(_cli.Small("run", "--json"));
        using JsonDocument document = JsonDocument.Parse(result.Output);
        foreach (string name in new[] { "parameters", "epochs", "steps", "seconds", "trainingLoss", "trainingAccuracy", "validationLoss", "validationAccuracy",
            "charactersPerSecond" })
            Assert.Equal(JsonValueKind.Number, document.RootElement.GetProperty(name).ValueKind);
        Assert.Equal(Path.Combine(_cli.Folder, "run"), document.RootElement.GetProperty("run").GetString());
    }

    [Fact]
    public void Train_IsSilentOnStandardError_WithoutProgress() => Assert.Equal("", CliFixture.Run(_cli.Small("run", "--progress", "none")).Error);

    /// <summary>A terminal sees one line drawn again and again, none of them longer than it is wide; a pipe whole lines.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Train_RedrawsItsProgress_OnATerminalOnly(bool isTerminal)
    {
        using StringWriter output = new(), error = new();
        Assert.Equal(0, CommandLine.Run(_cli.Small("run", "--steps", "400"), new Session(output, error, isTerminal, Columns: 70, CancellationToken.None)));
        string[] drawn = [.. error.ToString().Split('\n').SelectMany(line => line.TrimEnd('\r').Split('\r'))
            .Where(line => line.Contains("loss: ", StringComparison.Ordinal))];
        Assert.NotEmpty(drawn);
        Assert.Equal(isTerminal, error.ToString().Replace("\r\n", "\n", StringComparison.Ordinal).Contains('\r', StringComparison.Ordinal));
        Assert.Equal(isTerminal, drawn.All(line => line.Length < 70));
    }

    [Fact]
    public void Train_GivesTheSameFigures_FromTheConfigurationOfARun()
    {
        double Loss(params string[] args) => JsonDocument.Parse(CliFixture.Run(args).Output).RootElement.GetProperty("validationLoss").GetDouble();
        double first = Loss(_cli.Small("run", "--json", "--seed", "7"));
        double again = Loss("train", "text", "--config", Path.Combine(_cli.Folder, "run", "config.json"), "--out", Path.Combine(_cli.Folder, "again"),
            "--json");
        Assert.Equal(first, again);
        Assert.NotEqual(first, Loss(_cli.Small("other", "--json", "--seed", "8")));
    }

    [Fact]
    public void Train_LetsOptionsOverrideTheConfiguration()
    {
        string config = _cli.Write(
            "config.json", """{ "data": "nowhere.txt", "lowerCase": true, "units": 8, "layers": 1, "batch": 8, "window": 10, "steps": 500, "clip": 2 }""");
        CliResult result = CliFixture.Run(
            "train", "text", "--config", config, "--data", _cli.TextFile, "--units", "9", "--steps", "3", "--lower-case", "false", "--clip", "0",
            "--mode", "window", "--input", "one_hot", "--out", Path.Combine(_cli.Folder, "run"), "--json");
        Assert.Equal(0, result.ExitCode);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(_cli.Folder, "run", "config.json")));
        JsonElement written = document.RootElement;
        Assert.Equal(_cli.TextFile, written.GetProperty("data").GetString());
        Assert.Equal(9, written.GetProperty("units").GetInt32());
        Assert.Equal(3, written.GetProperty("steps").GetInt32());
        Assert.Equal(8, written.GetProperty("batch").GetInt32());
        Assert.Equal("window", written.GetProperty("mode").GetString());
        Assert.Equal("one_hot", written.GetProperty("input").GetString());
        Assert.False(written.GetProperty("lowerCase").GetBoolean());
        Assert.Equal(JsonValueKind.Null, written.GetProperty("clip").ValueKind);
    }

    [Fact]
    public void Train_TakesLossOptimizerScheduleAndCallbacks_WithSettings()
    {
        CliResult result = CliFixture.Run(_cli.Small("run", "--loss", "mean_squared_error", "--optimizer", "rmsprop:momentum=0.5,centered=true",
            "--schedule", "constant", "--callbacks", "early_stopping:monitor=loss,patience=1,min_delta=9", "csv_logger", "--steps", "500", "--clip", "3"));
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Epoch 2: early stopping", result.Error, StringComparison.Ordinal);
        Assert.Contains("mean_squared_error, rmsprop:momentum=0.5,centered=true, learning rate 0.004, constant", result.Error, StringComparison.Ordinal);
        Assert.Equal(3, File.ReadAllLines(Path.Combine(_cli.Folder, "run", "log.csv")).Length);
        JsonElement written = Written("run");
        Assert.Equal("rmsprop:momentum=0.5,centered=true", written.GetProperty("optimizer").GetString());
        Assert.Equal(["early_stopping:monitor=loss,patience=1,min_delta=9", "csv_logger"],
            written.GetProperty("callbacks").EnumerateArray().Select(line => line.GetString()));

        string config = Path.Combine(_cli.Folder, "run", "config.json");
        CliFixture.Run("train", "text", "--config", config, "--out", Path.Combine(_cli.Folder, "again"), "--json");
        Assert.Equal(written.ToString(), Written("again").ToString());
        Assert.Equal(0, CliFixture.Run("generate", Path.Combine(_cli.Folder, "again"), "--length", "5").ExitCode);
    }

    [Theory]
    [InlineData(0.4, "--optimizer", "adagrad")]
    [InlineData(20, "--optimizer", "adagrad", "--loss", "mean_squared_error")]
    [InlineData(0.03, "--optimizer", "adagrad", "--learning-rate", "0.03")]
    [InlineData(0.012, "--loss", "mean_squared_error")]
    [InlineData(0.004, "--optimizer", "adam")]
    public void Train_ChoosesALearningRateThatSuits_UnlessItIsToldOne(double rate, params string[] options)
    {
        CliFixture.Run(_cli.Small("run", ["--steps", "3", .. options]));
        Assert.Equal((float)rate, Written("run").GetProperty("learningRate").GetSingle());

        // A configuration's rate stands until another optimizer is asked for.
        string config = _cli.Write("mine.json", File.ReadAllText(Path.Combine(_cli.Folder, "run", "config.json")).Replace(
            $"\"learningRate\": {(float)rate}", "\"learningRate\": 0.5", StringComparison.Ordinal));
        CliFixture.Run("train", "text", "--config", config, "--out", Path.Combine(_cli.Folder, "same"), "--batch", "9");
        Assert.Equal(0.5, Written("same").GetProperty("learningRate").GetDouble());
        CliFixture.Run("train", "text", "--config", config, "--out", Path.Combine(_cli.Folder, "other"), "--optimizer", "adamax");
        Assert.Equal(0.008f, Written("other").GetProperty("learningRate").GetSingle());
    }

    [Fact]
    public void Train_CountsEpochs_AgainstTheStepsOfTheConfiguration()
    {
        CliFixture.Run(_cli.Small("run", "--steps", "3", "--progress", "none"));
        CliResult result = CliFixture.Run(
            "train", "text", "--config", Path.Combine(_cli.Folder, "run", "config.json"), "--epochs", "1", "--out", Path.Combine(_cli.Folder, "epoch"),
                "--json");
        Assert.True(Metric(result, "steps") > 3, result.Output);
    }

    [Fact]
    public void Train_SaysWhatHappened_WhenTheLossIsNaN()
    {
        CliResult result = CliFixture.Run(_cli.Small("run", "--learning-rate", "1e38", "--clip", "0", "--schedule", "constant", "--progress", "none"));
        Assert.Equal(1, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Contains("no weights were saved before it", Assert.Single(result.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("adam", "3e38", "mean_squared_error", "the model's loss on these data is NaN")]
    [InlineData("adam", "0.001", "poisson", "each of the 4 steps was skipped")]
    public void Train_FailsInOneLine_WhenSkippingStepsLeavesNoUsableModel(string optimizer, string rate, string loss, string reason)
    {
        string run = Path.Combine(_cli.Folder, "run");
        CliResult result = CliFixture.Run("train", "stocks", "--data", "synthetic", "--steps", "4", "--optimizer", optimizer,
            "--learning-rate", rate, "--loss", loss, "--on-nan", "skip", "--progress", "none", "--out", run, "--json");
        Assert.Equal(1, result.ExitCode);
        string line = Assert.Single(Complaints(result));
        Assert.StartsWith("unroll: " + reason, line, StringComparison.Ordinal);
        Assert.DoesNotContain("--on-nan", line, StringComparison.Ordinal);
        double skipped = Metric(result, "skippedSteps");
        Assert.Equal(loss == "poisson" ? 4 : 3, skipped);
        if (loss == "poisson")
            return;
        Assert.Contains("3 of 4 steps were skipped", line, StringComparison.Ordinal);
        foreach (string command in new[] { "predict", "evaluate" })
        {
            CliResult used = CliFixture.Run(command, run);
            Assert.Equal((1, ""), (used.ExitCode, used.Output));
            Assert.Contains(" not finite", Assert.Single(Complaints(used)), StringComparison.Ordinal);
        }

        // That the prices are drawn is a remark.
        static IEnumerable<string> Complaints(CliResult result) =>
            result.Error.TrimEnd().Split('\n').Where(line => !line.Contains("drawn by a random walk", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Train_Fails_AndSaysSo_WhenTheTrainingDiverges(bool json)
    {
        string[] options = "--optimizer adam --learning-rate 1e10 --schedule constant --progress none".Split(' ');
        CliResult result = CliFixture.Run(_cli.Small("run", [.. options, .. json ? (string[])["--json"] : []]));
        Assert.Equal(1, result.ExitCode);
        string line = Assert.Single(result.Error.TrimEnd().Split('\n'));
        Assert.StartsWith("unroll: the training diverged: its loss was ", line, StringComparison.Ordinal);
        Assert.Contains("Use a smaller --learning-rate", line, StringComparison.Ordinal);
        Assert.DoesNotContain("--on-nan", line, StringComparison.Ordinal);
        if (!json)
            return;
        JsonElement document = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal("diverged", document.GetProperty("outcome").GetString());
        Assert.StartsWith("the training diverged", document.GetProperty("failure").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Train_WritesPlainLines_WhenABarHasNoTerminal()
    {
        CliResult result = CliFixture.Run(_cli.Small("run", "--progress", "bar"));
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain('\r', result.Error.ReplaceLineEndings("\n"));
        Assert.Equal(2, result.Error.Split('\n').Count(line => line.Contains("[====================]", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Train_SaysHowManyStepsWereSkipped(bool json)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string run = _cli.Trained("run");
        RunResult trained = SavedRun.Resume(new RunOptions { Folder = run, Workers = 1 }, CancellationToken.None);
        Assert.Equal((0, null), (trained.SkippedSteps, trained.Failure));
        var session = new Session(output, error, Interactive: false, Columns: 120, CancellationToken.None);
        Assert.Equal(0, new TrainingReport(session, trained with { SkippedSteps = 3 }, null, 1).Write(json));
        Assert.Equal($"unroll: 3 of {trained.Steps} steps were skipped, as their loss or gradients were NaN or infinite", error.ToString().TrimEnd());
        if (json)
            Assert.Equal(3, JsonDocument.Parse(output.ToString()).RootElement.GetProperty("skippedSteps").GetInt32());
    }

    [Fact]
    public void Resume_SaysSo_WhenTheRunIsFinished()
    {
        string run = _cli.Trained("run");
        CliResult result = CliFixture.Run("train", "text", "--resume", run);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("All its steps are done", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Epoch", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("characters/s", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_Refuses_AFolderThatHoldsARun()
    {
        _cli.Trained("run");
        Assert.Contains("--resume", CliFixture.Run(_cli.Small("run")).OneLineOfComplaint(), StringComparison.Ordinal);
    }

    [Fact]
    public void Train_Refuses_AFolderThatHoldsAStudy()
    {
        Directory.CreateDirectory(Path.Combine(_cli.Folder, "study"));
        _cli.Write(Path.Combine("study", "study.json"), "{}");
        Assert.Contains("there is a study in this folder", CliFixture.Run(_cli.Small("study")).OneLineOfComplaint(), StringComparison.Ordinal);
    }

    [Fact]
    public void Train_SaysHowToGoOn_WhenAFileCannotBeWritten()
    {
        string run = Path.Combine(_cli.Folder, "run"), blocked = Directory.CreateDirectory(Path.Combine(run, "history.csv", "folder")).FullName;
        CliResult failed = CliFixture.Run(_cli.Small("run", "--progress", "none"));
        Assert.Equal(1, failed.ExitCode);
        string line = Assert.Single(failed.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"resume it with: unroll train text --resume {run}", line, StringComparison.Ordinal);
        Assert.Contains("history.csv", line, StringComparison.Ordinal);

        Directory.Delete(Path.GetDirectoryName(blocked)!, recursive: true);
        CliResult resumed = CliFixture.Run("train", "text", "--resume", run, "--json");
        Assert.Equal(Metric(CliFixture.Run(_cli.Small("whole", "--json")), "validationLoss"), Metric(resumed, "validationLoss"));
    }

    /// <summary>The process gets a real signal; the resumed run must end as one that was never stopped.</summary>
    [MachineTheory(Needs.Unix)]
    [InlineData(ChildProcess.HangUp, 129)]
    [InlineData(ChildProcess.Interrupt, 130)]
    [InlineData(ChildProcess.Terminate, 143)]
    public async Task Train_SavesACheckpoint_OnASignal_FromWhichItGoesOn(int signal, int exitCode)
    {
        string[] steps = ["--steps", "2000"];
        string stopped = Path.Combine(_cli.Folder, "stopped");
        using var process = new ChildProcess(_cli.Small("stopped", steps));
        string? line;
        while ((line = await process.Error.ReadLineAsync()) is not null && !line.StartsWith("Epoch 3/", StringComparison.Ordinal))
        {
        }

        process.Signal(signal);
        string output = await process.Output.ReadToEndAsync();
        string error = await process.Error.ReadToEndAsync();
        Assert.Equal(exitCode, await process.ExitCode());
        Assert.Equal("", output);
        Assert.Contains($"unroll train text --resume {stopped}", error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(stopped, "checkpoints", "last.safetensors")));
        string report = Path.Combine(stopped, "report.html");
        Assert.EndsWith($"The report so far is {report}.\n", error, StringComparison.Ordinal);
        Assert.Contains("The run was stopped before its end", File.ReadAllText(report), StringComparison.Ordinal);

        CliResult resumed = CliFixture.Run("train", "text", "--resume", stopped, "--json");
        CliResult whole = CliFixture.Run(_cli.Small("whole", [.. steps, "--json"]));
        Assert.Equal(Metric(whole, "validationLoss"), Metric(resumed, "validationLoss"));
        Assert.Equal(Metric(whole, "trainingLoss"), Metric(resumed, "trainingLoss"));
        Assert.Equal(2000, Metric(resumed, "steps"));
    }

    [Fact]
    public async Task Train_TellsOneLine_WhenTheDataCannotBeDownloaded()
    {
        const string Nobody = "http://127.0.0.1:1";
        using var process = new ChildProcess(
            ["train", "text", "--data", "shakespeare", "--out", Path.Combine(_cli.Folder, "run")],
            ("UNROLL_DATA", ""), ("XDG_CACHE_HOME", _cli.Folder), ("LOCALAPPDATA", _cli.Folder),
            ("HTTPS_PROXY", Nobody), ("https_proxy", Nobody), ("NO_PROXY", ""), ("no_proxy", ""));
        string[] lines = (await process.Error.ReadToEndAsync()).TrimEnd().Split('\n');
        Assert.Equal(2, await process.ExitCode());
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("Downloading shakespeare", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("unroll: cannot download", lines[1], StringComparison.Ordinal);
        Assert.Equal([_cli.TextFile], Directory.EnumerateFileSystemEntries(_cli.Folder));
    }

    public void Dispose() => _cli.Dispose();

    JsonElement Written(string run) => JsonDocument.Parse(File.ReadAllText(Path.Combine(_cli.Folder, run, "config.json"))).RootElement;

    static double Metric(CliResult result, string name) => JsonDocument.Parse(result.Output).RootElement.GetProperty(name).GetDouble();
}

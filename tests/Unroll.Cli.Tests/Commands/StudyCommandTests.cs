using System.Text.Json;
using Unroll.Cli.Terminal;
using Unroll.Tests.Conditions;

namespace Unroll.Cli.Tests.Commands;

public sealed class StudyCommandTests(CliFixture fixture) : IClassFixture<CliFixture>
{
    const string Tiny = """
        {
          "name": "tiny", "title": "A tiny study", "question": "Does it run?",
          "base": { "task": "memory", "units": 4, "words": ["helloworld"], "epochs": 1 },
          "axes": [{ "name": "cell", "path": "cell", "values": ["gru", "simple_rnn"] }],
          "repeats": 2, "figures": ["completion", "trainingLoss"],
          "compare": { "figure": "trainingLoss", "better": "lower" },
          "published": [{ "where": { "cell": "gru" }, "figure": "completion", "value": 0.5 }],
          "claims": ["It runs."],
          "quick": { "repeats": 1 }
        }
        """;

    const string Claim = """{ "text": "A GRU learns faster.", "figure": "trainingLoss", "axis": "cell", "check": "gru < simple_rnn" }""";

    static readonly string s_claiming = Tiny.Replace("\"It runs.\"", $"{Claim}, \"It runs.\"", StringComparison.Ordinal);

    [Fact]
    public void Run_PrintsOneJsonDocument()
    {
        string study = fixture.Write("tiny.json", s_claiming), folder = Path.Combine(fixture.Folder, "study-json");
        CliResult result = CliFixture.Run("study", "run", study, "--out", folder, "--json");
        Assert.Equal(0, result.ExitCode);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        JsonElement root = json.RootElement;
        Assert.Equal("tiny", root.GetProperty("study").GetString());
        Assert.Equal(folder, root.GetProperty("folder").GetString());
        Assert.Equal(Path.Combine(folder, "report.html"), root.GetProperty("report").GetString());
        Assert.True(File.Exists(Path.Combine(folder, "report.html")));
        JsonElement[] cells = [.. root.GetProperty("cells").EnumerateArray()];
        Assert.Equal(["gru", "simple_rnn"], cells.Select(cell => cell.GetProperty("settings").GetProperty("cell").GetString()));
        JsonElement completion = cells[0].GetProperty("metrics").GetProperty("completion");
        Assert.Equal(2, completion.GetProperty("trials").GetInt32());
        Assert.Equal(0.5, completion.GetProperty("published").GetDouble());
        Assert.InRange(completion.GetProperty("mean").GetDouble(), 0, 1);
        Assert.True(completion.GetProperty("deviation").GetDouble() >= 0);
        Assert.Equal(("none", JsonValueKind.Null), (completion.GetProperty("interval").GetString(), completion.GetProperty("low").ValueKind));
        Assert.False(cells[1].GetProperty("metrics").GetProperty("completion").TryGetProperty("published", out _));
        Assert.Equal(["lowest mean", "not tested: fewer than 3 seeds"],
            cells.Select(cell => cell.GetProperty("comparison").GetProperty("verdict").GetString()).Order());
        Assert.Equal([("A GRU learns faster.", "not shown"), ("It runs.", "not measured")], root.GetProperty("claims").EnumerateArray()
            .Select(claim => (claim.GetProperty("text").GetString(), claim.GetProperty("verdict").GetString())));
        Assert.Contains("(n 2, fewer than 3 seeds)", root.GetProperty("claims")[0].GetProperty("figures").GetString(), StringComparison.Ordinal);
        Assert.Contains("[4/4] ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ShowsTheTable_AndIsQuietAgain_WhenAllIsDone()
    {
        string study = fixture.Write("tiny.json", s_claiming), folder = Path.Combine(fixture.Folder, "study-quick");
        for (int time = 0; time < 2; time++)
        {
            CliResult result = CliFixture.Run("study", "run", study, "--quick", "--out", folder, "--progress", "none");
            Assert.Equal((0, ""), (result.ExitCode, result.Error));
            Assert.Contains("quick form", result.Output, StringComparison.Ordinal);
            Assert.Contains($"The report is {Path.Combine(folder, "report.html")}.", result.Output, StringComparison.Ordinal);
            Assert.Contains("simple_rnn", result.Output, StringComparison.Ordinal);
            Assert.Contains("\nnot shown     A GRU learns faster. gru ", result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void CheckAndRun_TellOfTheEncodersThatAreTrainedFirst()
    {
        string[] words = ["rude", "kind", "vile", "warm", "cold"];
        fixture.Write("few.csv", "class,tweet\n" + string.Concat(Enumerable.Range(0, 60).Select(number =>
            $"{number % 3},the {words[number % 5]} people say {words[number * 3 % 5]} things\n")));
        string study = fixture.Write("arms.json", """
            {
              "name": "arms", "title": "Arms", "question": "Which one?", "figures": ["trainingLoss"],
              "encoders": {
                "first": { "data": ["few.csv"], "hidden": 8, "layers": 1, "length": 16, "vocabulary": 90, "batch": 8, "steps": 5 },
                "second": { "initFrom": "first", "data": ["few.csv"], "classes": "hate", "batch": 4, "steps": 2 }
              },
              "base": { "task": "tweets", "data": "few.csv", "units": 2, "maxTokens": 16, "epochs": 1, "encoder": "second" }
            }
            """);
        CliResult check = CliFixture.Run("study", "check", study, "--json");
        Assert.Equal(0, check.ExitCode);
        using JsonDocument json = JsonDocument.Parse(check.Output);
        JsonElement[] encoders = [.. json.RootElement.GetProperty("encoders").EnumerateArray()];
        Assert.Equal(["first", "second"], encoders.Select(encoder => encoder.GetProperty("name").GetString()));
        Assert.Equal("first", encoders[1].GetProperty("initFrom").GetString());
        Assert.True(json.RootElement.GetProperty("estimatedSeconds").GetDouble() > 0);
        Assert.Contains("│ second  │ first ", CliFixture.Run("study", "check", study).Output, StringComparison.Ordinal);
        Assert.Contains("pretrains   second: begins with first, data few.csv", CliFixture.Run("study", "show", study).Output, StringComparison.Ordinal);

        string folder = Path.Combine(fixture.Folder, "study-arms");
        CliResult run = CliFixture.Run("study", "run", study, "--out", folder, "--progress", "line");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("encoder second: 2 steps on ", run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "encoders", "second", "model.safetensors")));
        Assert.Contains("<h2>Encoders</h2>", File.ReadAllText(Path.Combine(folder, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_GivesEachCellAColumn_WhenThereAreMoreFigures()
    {
        string study = fixture.Write("turned.json",
            Tiny.Replace("\"completion\", \"trainingLoss\"", "\"completion\", \"trainingLoss\", \"parameters\"", StringComparison.Ordinal));
        string folder = Path.Combine(fixture.Folder, "study-turned"),
            shown = CliFixture.Run("study", "run", study, "--out", folder, "--progress", "none").Output;
        foreach (string part in new[] { "│ figure ", " gru │ ", " simple_rnn │", "│   difference to the best mean ", "│   published ", "│ parameters ", " 214 │ " })
            Assert.Contains(part, shown, StringComparison.Ordinal);
        Assert.Contains("\n| figure | gru | simple_rnn |\n|---|---|---|\n| trainings | 2 | 2 |\n| completion | ",
            File.ReadAllText(Path.Combine(folder, "summary.md")), StringComparison.Ordinal);
    }

    /// <summary>Three seeds have intervals, and the document says how each is made: shares stay between 0 and 1.</summary>
    [Fact]
    public void Run_NamesIntervalsAndTests_InTheDocument()
    {
        string study = fixture.Write("three.json", Tiny.Replace("\"repeats\": 2", "\"repeats\": 3", StringComparison.Ordinal)
            .Replace("\"completion\", \"trainingLoss\"", "\"completion\", \"trainingLoss\", \"trainingErrorRate\"", StringComparison.Ordinal));
        CliResult result = CliFixture.Run("study", "run", study, "--out", Path.Combine(fixture.Folder, "study-three"), "--json", "--progress", "none");
        using JsonDocument json = JsonDocument.Parse(result.Output);
        JsonElement[] cells = [.. json.RootElement.GetProperty("cells").EnumerateArray()];
        foreach (JsonElement cell in cells)
        {
            JsonElement loss = cell.GetProperty("metrics").GetProperty("trainingLoss"), rate = cell.GetProperty("metrics").GetProperty("trainingErrorRate");
            Assert.Equal(("studentT", "wilson"), (loss.GetProperty("interval").GetString(), rate.GetProperty("interval").GetString()));
            Assert.InRange(rate.GetProperty("high").GetDouble(), rate.GetProperty("mean").GetDouble(), 1);
        }

        JsonElement compared = cells.Select(cell => cell.GetProperty("comparison")).Single(one => one.GetProperty("test").GetString() == "paired");
        Assert.InRange(compared.GetProperty("p").GetDouble(), 0, 1);
    }

    [Fact]
    public void Check_SaysWhatAStudyWouldDo_AndWritesNothing()
    {
        string folder = Directory.CreateDirectory(Path.Combine(fixture.Folder, "checked")).FullName;
        File.WriteAllText(Path.Combine(folder, "text.txt"), string.Concat(Enumerable.Repeat("hello world of words ", 20)));
        string study = fixture.Write(Path.Combine("checked", "tiny.json"), Tiny.Replace("\"units\": 4", "\"units\": 4, \"data\": \"text.txt\"",
            StringComparison.Ordinal));
        CliResult result = CliFixture.Run("study", "check", study, "--workers", "2");
        Assert.Equal(0, result.ExitCode);
        foreach (string part in new[] { "4 trainings (2 cells × 2 seeds)", "340 letters", "text.txt, 420 bytes", "2 trainings at a time", "Nothing was written" })
            Assert.Contains(part, result.Output, StringComparison.Ordinal);
        Assert.EndsWith($"  unroll study run {study}{Environment.NewLine}", result.Output, StringComparison.Ordinal);

        using JsonDocument json = JsonDocument.Parse(CliFixture.Run("study", "check", study, "--quick", "--json").Output);
        JsonElement root = json.RootElement;
        Assert.Equal((true, 2, 0), (root.GetProperty("quick").GetBoolean(), root.GetProperty("trainings").GetInt32(), root.GetProperty("done").GetInt32()));
        Assert.True(root.GetProperty("estimatedSeconds").GetDouble() > 0);
        Assert.Equal(420, root.GetProperty("files")[0].GetProperty("length").GetInt64());
        JsonElement cell = root.GetProperty("cells")[1];
        Assert.Equal(("simple_rnn", 1, 3), (cell.GetProperty("settings").GetProperty("cell").GetString(), cell.GetProperty("trainings").GetInt32(),
            cell.GetProperty("steps").GetInt32()));
        Assert.Equal(["text.txt", "tiny.json"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Run_EndsWithOne_WhenATrainingFails()
    {
        string study = fixture.Write("failing.json",
            Tiny.Replace("\"values\": [\"gru\", \"simple_rnn\"]",
            "\"values\": [{ \"name\": \"right\", \"set\": {} }, { \"name\": \"wrong\", \"set\": { \"optimizer\": \"sgd\", \"learningRate\": 1e38 } }]",
            StringComparison.Ordinal).Replace("{ \"cell\": \"gru\" }", "{}", StringComparison.Ordinal));
        CliResult result = CliFixture.Run("study", "run", study, "--out", Path.Combine(fixture.Folder, "study-failing"), "--progress", "none");
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("unroll: 2 trainings failed; the first one, cell=wrong with seed 1: the ", result.Error,
            StringComparison.Ordinal);
        Assert.Contains("right", result.Output, StringComparison.Ordinal);
    }

    /// <summary>The process gets a real signal; the line that it prints goes on to the summary of a study that was never stopped.</summary>
    [MachineTheory(Needs.Unix)]
    [InlineData(ChildProcess.HangUp, 129)]
    [InlineData(ChildProcess.Interrupt, 130)]
    [InlineData(ChildProcess.Terminate, 143)]
    public async Task Run_TellsHowToGoOn_OnASignal(int signal, int exitCode)
    {
        string study = fixture.Write("stopped.json", Tiny.Replace("\"epochs\": 1 ", "\"epochs\": 60 ", StringComparison.Ordinal));
        string stopped = Path.Combine(fixture.Folder, $"study-stopped-{signal}"), whole = Path.Combine(fixture.Folder, "study-whole");
        using var process = new ChildProcess(["study", "run", study, "--out", stopped, "--progress", "line"]);
        string? line;
        while ((line = await process.Error.ReadLineAsync()) is not null && !line.StartsWith("[1/4]", StringComparison.Ordinal))
        {
        }

        process.Signal(signal);
        string output = await process.Output.ReadToEndAsync(), error = await process.Error.ReadToEndAsync();
        Assert.Equal((exitCode, ""), (await process.ExitCode(), output));
        Assert.Contains($" of 4 trainings done. Resume it with:\n  unroll study run {study} --out {stopped}\n", error, StringComparison.Ordinal);
        Assert.Equal(0, CliFixture.Run("study", "run", study, "--out", stopped, "--progress", "none").ExitCode);
        Assert.Equal(0, CliFixture.Run("study", "run", study, "--out", whole, "--progress", "none").ExitCode);
        Assert.Equal(File.ReadAllText(Path.Combine(whole, "summary.csv")), File.ReadAllText(Path.Combine(stopped, "summary.csv")));
    }

    /// <summary>A limit on the size of files stands for a disk that is full: the first checkpoint does not fit.</summary>
    [MachineTheory(Needs.Unix)]
    [InlineData("")]
    [InlineData("--json")]
    public async Task Run_StopsWithOneLine_WhenTheDiskIsFull(string json)
    {
        string study = fixture.Write("full.json", Tiny.Replace("\"units\": 4", "\"units\": 40", StringComparison.Ordinal));
        string folder = Path.Combine(fixture.Folder, $"study-full{json}"), whole = Path.Combine(fixture.Folder, "study-not-full");
        string[] command = ["study", "run", study, "--out", folder, "--progress", "none", "--workers", "2"];
        using var process = ChildProcess.InShell("trap '' XFSZ; ulimit -f 16; export DOTNET_EnableWriteXorExecute=0; exec \"$@\"",
            [.. command, .. json.Length > 0 ? [json] : Array.Empty<string>()]);
        CliResult result = await process.Result();
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        string line = Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"unroll: {folder}: the study cannot continue: {Path.Combine(folder, "cells")}", line, StringComparison.Ordinal);
        Assert.EndsWith($"; 0 of 4 trainings are done and kept; when that is fixed, resume it with: unroll study run {study} --out {folder}", line,
            StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder, "result.json", SearchOption.AllDirectories));
        Assert.False(File.Exists(Path.Combine(folder, "summary.csv")));

        Assert.Equal(0, CliFixture.Run(command).ExitCode);
        Assert.Equal(0, CliFixture.Run("study", "run", study, "--out", whole, "--progress", "none").ExitCode);
        Assert.Equal(File.ReadAllText(Path.Combine(whole, "summary.csv")), File.ReadAllText(Path.Combine(folder, "summary.csv")));
    }

    /// <summary>Data that cannot be read are told before the first training.</summary>
    [MachineFact(Needs.UnreadableFile)]
    public void Run_Complains_WhenTheDataOfATrainingCannotBeRead()
    {
        string study = fixture.Write("unreadable.json",
            Tiny.Replace("\"values\": [\"gru\", \"simple_rnn\"]",
            "\"values\": [{ \"name\": \"right\", \"set\": {} }, { \"name\": \"wrong\", \"set\": { \"data\": \"/proc/self/mem\" } }]", StringComparison.Ordinal)
            .Replace("{ \"cell\": \"gru\" }", "{}", StringComparison.Ordinal));
        string folder = Path.Combine(fixture.Folder, "study-unreadable");
        string line = CliFixture.Run("study", "run", study, "--out", folder, "--progress", "none").OneLineOfComplaint();
        Assert.StartsWith($"unroll: {study}: the cell cell=wrong: ", line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("b1-sells", "did you mean 'b1-cells'?", "", "")]
    [InlineData("wrong", "wrong.json: the cell cell=gru: ", "\"units\": 4", "\"units\": 4, \"data\": \"nowhere.txt\"")]
    [InlineData("wrong", "wrong.json: $.figures[1]: no training of the study has the metric 'trainingLos'; known are ", "\"completion\", \"trainingLoss\"",
        "\"completion\", \"trainingLos\", \"trainingLoss\"")]
    [InlineData("wrong", "wrong.json: $.base.unitz: the task memory has no setting 'unitz'", "\"units\"", "\"unitz\"")]
    public void RunAndCheck_Complain_InOneLine(string name, string message, string right, string wrong)
    {
        string study = name == "wrong" ? fixture.Write("wrong.json", Tiny.Replace(right, wrong, StringComparison.Ordinal)) : name;
        string folder = Path.Combine(fixture.Folder, "study-wrong");
        Assert.Contains(message, CliFixture.Run("study", "run", study, "--out", folder).OneLineOfComplaint(), StringComparison.Ordinal);
        Assert.Contains(message, CliFixture.Run("study", "check", study).OneLineOfComplaint(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void ListAndShow_TellOfTheStudies()
    {
        Assert.Contains("c1-epochs", CliFixture.Run("study", "list").Output, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(CliFixture.Run("study", "list", "--json").Output);
        Assert.Contains(json.RootElement.GetProperty("studies").EnumerateArray(), study => study.GetProperty("name").GetString() == "b1-cells");
        string file = fixture.Write("shown.json", CliFixture.Run("study", "show", "b1-cells", "--json").Output);
        Assert.Equal(0, CliFixture.Run("study", "show", file).ExitCode);
        string shown = CliFixture.Run("study", "show", "b1-cells").Output;
        foreach (string part in new[] { "question", "cell: simple_rnn, lstm, gru", "seconds 26.4", "unroll study run b1-cells --quick" })
            Assert.Contains(part, shown, StringComparison.Ordinal);
    }
}

using System.Text.Json;
using Unroll.Cli.Terminal;
using Unroll.Tests.Conditions;

namespace Unroll.Cli.Tests.Commands;

/// <summary>The commands that use a finished run: generate, evaluate, summary.</summary>
public sealed class RunCommandsTests : IDisposable
{
    readonly CliFixture _cli = new();
    readonly string _run;

    public RunCommandsTests() => _run = _cli.Trained("run");

    [Fact]
    public void Generate_WritesThePrimeAndAsManyCharactersAsAsked()
    {
        CliResult result = CliFixture.Run("generate", _run, "--prime", "the cat", "--length", "50");
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("the cat", result.Output, StringComparison.Ordinal);
        Assert.Equal("the cat".Length + 50 + Environment.NewLine.Length, result.Output.Length);
        Assert.Equal(result.Output, CliFixture.Run("generate", _run, "--prime", "the cat", "--length", "50").Output);
        Assert.NotEqual(result.Output, CliFixture.Run("generate", _run, "--prime", "the cat", "--length", "50", "--seed", "2").Output);
    }

    [Fact]
    public void Generate_NamesUnseenCharacters_AndGoesOn()
    {
        CliResult result = CliFixture.Run("generate", _run, "--prime", "the Ж😀 cat", "--length", "5");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("U+0416", result.Error, StringComparison.Ordinal);
        Assert.Contains("U+1F600", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("words", "token", "word")]
    [InlineData("bpe", "", "token")]
    public void Train_CutsTheTextIntoTokens_AndAllCommandsFollow(string tokens, string unseen, string column)
    {
        string text = Path.Combine(_cli.Folder, "tokens.txt"), run = Path.Combine(_cli.Folder, tokens);
        File.WriteAllText(text, string.Concat(Enumerable.Range(0, 40).Select(i => $"the cat {"sat lay".Split(' ')[i % 2]} on the mat.\n")));
        CliResult trained = CliFixture.Run("train", "text", "--data", text, "--tokens", tokens, "--units", "8", "--layers", "1", "--window", "8", "--batch", "4",
            "--epochs", "2", "--progress", "none", "--out", run);
        Assert.Equal((0, ""), (trained.ExitCode, trained.Error));
        CliResult written = CliFixture.Run("generate", run, "--prompt", "the token ", "--length", "9");
        Assert.Equal(0, written.ExitCode);
        Assert.Equal(unseen.Length > 0, written.Error.Contains("'token'", StringComparison.Ordinal));
        Assert.DoesNotMatch("the token   |unk", written.Output);
        Assert.Contains("bits per character", CliFixture.Run("evaluate", run).Output, StringComparison.Ordinal);
        Assert.Contains(column, CliFixture.Run("predict", run, "--text", "the cat").Output, StringComparison.Ordinal);
        Assert.Contains($"--tokens {tokens}", CliFixture.Run("train", "text", "--data", text, "--init-from", run, "--tokens", "characters").Error
            .Replace("reads ", "--tokens ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>A forecast for a spreadsheet has all its digits, one for a document few.</summary>
    [Fact]
    public void Predict_PrintsItsTable_ForOtherPrograms()
    {
        string run = Path.Combine(_cli.Folder, "forecast"), file = _cli.Write("load.csv", string.Join('\n', Enumerable.Range(0, 60).Select(i => i % 7)) + "\n");
        CliResult trained = CliFixture.Run(
            "train", "forecast", "--data", file, "--window", "5", "--horizon", "2", "--units", "4", "--epochs", "1", "--out", run);
        Assert.True(trained.ExitCode == 0, trained.Error);
        string[] csv = CliFixture.Run("predict", run, "--format", "csv").Output.Split('\n');
        Assert.Equal(("series,target,time,predicted", 4), (csv[0], csv.Length));
        Assert.Matches(@"^load,[^,]+,[^,]*,-?\d+\.\d{6,}$", csv[1]);
        Assert.StartsWith("| series | target | time | predicted |\n", CliFixture.Run("predict", run, "--format", "markdown").Output, StringComparison.Ordinal);
        CliResult wrong = CliFixture.Run("predict", run, "--format", "xls");
        Assert.Equal((2, "unroll: --format xls: unknown; known are html, markdown, latex, csv\n"), (wrong.ExitCode, wrong.Error));
        Assert.Equal(2, CliFixture.Run("predict", run, "--format", "csv", "--json").ExitCode);
    }

    [Theory]
    [InlineData("@cat")]
    [InlineData("--json")]
    [InlineData("-h")]
    public void Generate_TakesAPrime_WhateverItBeginsWith(string prime)
    {
        CliResult result = CliFixture.Run("generate", _run, "--prime", prime, "--length", "5");
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith(prime, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_HoldsWeightsIn16Bits_WhenAsked()
    {
        Assert.Equal("f32", Weights("generate", _run, "--length", "5", "--json"));
        Assert.Equal("bf16", Weights("generate", _run, "--length", "5", "--json", "--weights", "bf16"));
        CliResult unknown = CliFixture.Run("generate", _run, "--weights", "bf61");
        Assert.Equal((2, "unroll: --weights bf61: unknown; known are f32, bf16; did you mean 'bf16'?"), (unknown.ExitCode, unknown.Error.Trim()));

        static string? Weights(params string[] arguments) =>
            JsonDocument.Parse(CliFixture.Run(arguments).Output).RootElement.GetProperty("weights").GetString();
    }

    [MachineFact(Needs.Unix)]
    public async Task Generate_Ends_WhenNobodyReadsAnyMore()
    {
        using var process = new ChildProcess(["generate", _run, "--length", "2000000000"]);
        Assert.Equal(10, await process.Output.ReadBlockAsync(new char[10]));
        process.Output.Close();
        Assert.Equal(0, await process.ExitCode());
        Assert.Equal("", await process.Error.ReadToEndAsync());
    }

    [MachineTheory(Needs.Unix)]
    [InlineData(ChildProcess.HangUp, 129)]
    [InlineData(ChildProcess.Interrupt, 130)]
    [InlineData(ChildProcess.Terminate, 143)]
    public async Task Generate_EndsItsLine_OnASignal(int signal, int exitCode)
    {
        using var process = new ChildProcess(["generate", _run, "--prime", "the cat", "--length", "2000000000"]);
        await process.Output.ReadBlockAsync(new char[10]);
        process.Signal(signal);
        Assert.EndsWith("\n", await process.Output.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(exitCode, await process.ExitCode());
    }

    [Fact]
    public void Generate_PrintsOneDocument_WithJson()
    {
        using JsonDocument document = JsonDocument.Parse(CliFixture.Run("generate", _run, "--length", "20", "--top-k", "3", "--json").Output);
        Assert.Equal(20, document.RootElement.GetProperty("text").GetString()!.Length);
        Assert.True(document.RootElement.GetProperty("charactersPerSecond").GetDouble() > 0);
    }

    [Fact]
    public void Evaluate_MeasuresTheHeldOutPart_OrAnotherText()
    {
        using JsonDocument own = JsonDocument.Parse(CliFixture.Run("evaluate", _run, "--json").Output);
        double loss = own.RootElement.GetProperty("loss").GetDouble();
        Assert.Equal(loss / Math.Log(2), own.RootElement.GetProperty("bitsPerCharacter").GetDouble(), 12);
        using JsonDocument other = JsonDocument.Parse(CliFixture.Run("evaluate", _run, "--data", _cli.Write("tam.txt", "tam eht no tas tac eht.\n"),
            "--json").Output);
        Assert.True(other.RootElement.GetProperty("loss").GetDouble() > loss);
        Assert.Contains("has never seen", CliFixture.Run("evaluate", _run, "--data", _cli.Write("x.txt", "XYZ XYZ XYZ XYZ")).OneLineOfComplaint(),
            StringComparison.Ordinal);
    }

    /// <summary>Shares were printed above 1 and below 0, under headings that said "low" and "high".</summary>
    [Fact]
    public void Evaluate_SaysHowItsIntervalsAreMade()
    {
        using JsonDocument three = JsonDocument.Parse(CliFixture.Run("evaluate", _run, "--trials", "3", "--json").Output);
        JsonElement loss = three.RootElement.GetProperty("loss"), accuracy = three.RootElement.GetProperty("accuracy");
        Assert.Equal(("studentT", "wilson", 0.95),
            (loss.GetProperty("interval").GetString(), accuracy.GetProperty("interval").GetString(), accuracy.GetProperty("level").GetDouble()));
        Assert.True(loss.GetProperty("low").GetDouble() < loss.GetProperty("mean").GetDouble());
        Assert.InRange(accuracy.GetProperty("low").GetDouble(), 0, accuracy.GetProperty("high").GetDouble());

        string shown = CliFixture.Run("evaluate", _run, "--trials", "3").Output;
        foreach (string part in new[] { "│ 95 % low │", "95 % high │", "95 % intervals of the mean over 3 seeds: Student's t; of shares Wilson's" })
            Assert.Contains(part, shown, StringComparison.Ordinal);
        Assert.Contains("no 95 % intervals: 2 trainings, at least 3 are needed", CliFixture.Run("evaluate", _run, "--trials", "2").Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evaluate")]
    [InlineData("generate")]
    [InlineData("predict", "--text", "the c")]
    public void Commands_SayFromWhichCheckpoint_TheirResultComes(string command, params string[] more)
    {
        string checkpoints = Path.Combine(_run, "checkpoints");
        string Name(params string[] options)
        {
            CliResult result = CliFixture.Run([command, _run, "--json", .. more, .. options]);
            Assert.Equal((0, ""), (result.ExitCode, result.Error));
            return JsonDocument.Parse(result.Output).RootElement.GetProperty("checkpoint").GetString()!;
        }

        Assert.Equal("best", Name());
        Assert.Equal("last", Name("--checkpoint", "last"));
        File.Move(Path.Combine(checkpoints, "best.safetensors"), Path.Combine(checkpoints, "ckpt_1.safetensors"));
        Assert.Equal("ckpt_1.safetensors", Name("--checkpoint", "ckpt_1.safetensors"));
        Assert.Equal("last", Name());
        Assert.Equal($"unroll: {_run}: the run kept no best checkpoint; it has ckpt_1.safetensors, last.safetensors",
            CliFixture.Run([command, _run, .. more, "--checkpoint", "best"]).OneLineOfComplaint());
        if (command != "generate")
            Assert.EndsWith("checkpoint: last\n", CliFixture.Run([command, _run, .. more]).Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_FollowsTheText_UnderNamesOfItsOwn()
    {
        CliResult result = CliFixture.Run("evaluate", _run, "--dynamic", "--json");
        using JsonDocument document = JsonDocument.Parse(result.Output);
        Assert.True(double.IsFinite(document.RootElement.GetProperty("dynamicLoss").GetDouble()));
        Assert.False(document.RootElement.TryGetProperty("loss", out _));
        Assert.Contains("the weights follow the text as it is read", result.Error, StringComparison.Ordinal);
        Assert.Contains("--dynamic measures trained weights, --trials trains anew",
            CliFixture.Run("evaluate", _run, "--dynamic", "--trials", "2").OneLineOfComplaint(), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_Refuses_ACheckpoint_WhereItTrainsAnew() => Assert.Contains("--trials trains anew",
        CliFixture.Run("evaluate", _run, "--trials", "2", "--checkpoint", "last").OneLineOfComplaint(), StringComparison.Ordinal);

    [Fact]
    public void Runs_ListsThem_AsATableAndAsADocument()
    {
        Directory.CreateDirectory(Path.Combine(_cli.Folder, "killed"));
        CliResult table = CliFixture.Run("runs", _cli.Folder);
        Assert.Equal((0, ""), (table.ExitCode, table.Error));
        foreach (string expected in new[] { _run, "text", "cats.txt", "finished", "(validation)", "incomplete", "killed: it has no config.json" })
            Assert.Contains(expected, table.Output, StringComparison.Ordinal);

        using JsonDocument document = JsonDocument.Parse(CliFixture.Run("runs", _cli.Folder, "--json").Output);
        JsonElement run = document.RootElement.GetProperty("runs").EnumerateArray().First(run => run.GetProperty("run").GetString() == _run);
        Assert.Equal(("finished", "validationLoss", 2), (run.GetProperty("state").GetString(), run.GetProperty("metric").GetString(),
            run.GetProperty("epoch").GetInt32()));
        Assert.True(run.GetProperty("bytes").GetInt64() > 1000);
        Assert.False(run.TryGetProperty("remark", out _));
        string none = Directory.CreateDirectory(Path.Combine(_cli.Folder, "killed", "pictures")).FullName;
        File.WriteAllText(Path.Combine(none, "a.png"), "");
        Assert.Equal("no runs", CliFixture.Run("runs", Path.Combine(_cli.Folder, "killed")).Output.TrimEnd());
    }

    [Fact]
    public void Summary_ShowsTheModel_OfARunAndOfAConfiguration()
    {
        CliResult run = CliFixture.Run("summary", _run), configuration = CliFixture.Run("summary", "--config", Path.Combine(_run, "config.json"));
        Assert.Contains("gru (Gru)", run.Output, StringComparison.Ordinal);
        Assert.Contains("(None, None, 8)", run.Output, StringComparison.Ordinal);
        Assert.Equal(run.Output, configuration.Output);
    }

    [Theory]
    [InlineData("generate")]
    [InlineData("evaluate")]
    public void Commands_TellOneLine_WhenTheCheckpointIsDamaged(string command)
    {
        string best = Path.Combine(_run, "checkpoints", "best.safetensors");
        byte[] bytes = File.ReadAllBytes(best);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(best, bytes);
        Assert.Contains(best, CliFixture.Run(command, _run).OneLineOfComplaint(), StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(best));
    }

    [Fact]
    public void Resume_TellsOneLine_WhenTheCheckpointIsTruncated_AndOverwritesNothing()
    {
        string last = Path.Combine(_run, "checkpoints", "last.safetensors");
        byte[] half = File.ReadAllBytes(last)[..2000];
        File.WriteAllBytes(last, half);
        Assert.Contains(last, CliFixture.Run("train", "text", "--resume", _run).OneLineOfComplaint().Replace("\\\\", "\\", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Equal(half, File.ReadAllBytes(last));
    }

    public void Dispose() => _cli.Dispose();
}

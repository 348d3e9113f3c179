using System.Text.Json;
using System.Text.RegularExpressions;
using Spectre.Console;
using Unroll.Cli.Terminal;
using Unroll.Reports.Runs;

namespace Unroll.Cli.Tests.Commands;

public sealed class CompareCommandTests : IDisposable
{
    readonly CliFixture _cli = new();
    readonly string _gru, _lstm;

    public CompareCommandTests() => (_gru, _lstm) = (Memory("gru"), Memory("lstm", "--cell", "lstm", "--epochs", "3"));

    [Fact]
    public void Compare_ShowsWhatDiffers_AndFigures_AndBestEpochs()
    {
        CliResult result = CliFixture.Run("compare", _gru, _lstm);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Matches(@"│ cell\s+│ gru\s+│ lstm\s+│", result.Output);
        Assert.Matches(@"│ epochs\s+│\s+2 │\s+3 │", result.Output);
        Assert.Matches(@"│ state\s+│\s+finished │\s+finished │", result.Output);
        Assert.Matches(@"│ epoch\s+│\s+2 of 2 │\s+3 of 3 │", result.Output);
        Assert.DoesNotContain("optimizer", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_PrintsOneDocument_WithJson()
    {
        CliResult result = CliFixture.Run("compare", _gru, _lstm, "--json", "--out", Path.Combine(_cli.Folder, "both"));
        JsonElement root = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(Path.Combine(_cli.Folder, "both", "report.html"), root.GetProperty("report").GetString());
        JsonElement[] runs = [.. root.GetProperty("runs").EnumerateArray()];
        Assert.Equal([_gru, _lstm], runs.Select(run => run.GetProperty("run").GetString()));
        Assert.Equal(["gru", "lstm"], runs.Select(run => run.GetProperty("settings").GetProperty("cell").GetString()));
        Assert.False(runs[0].GetProperty("settings").TryGetProperty("units", out _));
        Assert.Equal([2, 3], runs.Select(run => run.GetProperty("bestEpoch").GetInt32()));
        Assert.Equal(runs[1].GetProperty("figures").GetProperty("trainingLoss").GetDouble(), runs[1].GetProperty("best").GetProperty("trainingLoss").GetDouble(),
            6);
    }

    [Fact]
    public void Compare_DrawsALineForEachRun_InOneChartForEachMetric()
    {
        string folder = Path.Combine(_cli.Folder, "both"), report = Path.Combine(folder, "both.html");
        CliResult result = CliFixture.Run("compare", _gru, _lstm, "--out", report);
        Assert.EndsWith($"The report is {report}.\n", result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        string page = File.ReadAllText(report);
        Assert.Equal(3, Regex.Count(page, "<figure>"));
        Assert.Contains(">Training loss, logarithmic<", page, StringComparison.Ordinal);
        Assert.Contains("Settings that differ", page, StringComparison.Ordinal);
        string[] points = File.ReadAllLines(Path.Combine(folder, "charts", "training-loss.csv"));
        Assert.Equal((2, 3), (points.Count(line => line.StartsWith("gru,", StringComparison.Ordinal)),
            points.Count(line => line.StartsWith("lstm,", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("csv", "table,row,gru,lstm\nSettings that differ,epochs,2,3\n")]
    [InlineData("markdown", "**Settings that differ**\n\n| setting | gru | lstm |\n|---|---|---|\n| epochs | 2 | 3 |\n")]
    [InlineData("latex", "% Settings that differ\n\\begin{tabular}{lll}\n\\hline\nsetting & gru & lstm \\\\\n\\hline\nepochs & 2 & 3 \\\\\n")]
    [InlineData("html", "<div class=\"table\" tabindex=\"0\"><table><caption>Settings that differ</caption>")]
    public void Compare_WritesTablesForDocuments(string form, string begin)
    {
        Memory("c/gru");
        Memory("c/lstm", "--epochs", "3");
        CliResult result = CliFixture.Run("compare", Path.Combine(_cli.Folder, "c/gru"), Path.Combine(_cli.Folder, "c/lstm"), "--format", form);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith(begin, result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_SaysThatTasksDiffer_AndShowsWhatIsCommon()
    {
        CliResult result = CliFixture.Run("compare", _gru, _cli.Trained("text"));
        Assert.Equal("unroll: the runs are of different tasks (memory, text): only what they have in common is compared", result.Error.Trim());
        Assert.Matches(@"│ task\s+│ memory\s+│ text", result.Output);
        Assert.Contains("training loss", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("│ completion", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("characters per second", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_SaysThatDataDiffer_AndThatSettingsDoNot()
    {
        string other = _cli.Write("other.txt", File.ReadAllText(_cli.TextFile) + "one more cat\n"), run = _cli.Trained("text");
        string config = _cli.Write("again.json", File.ReadAllText(Path.Combine(run, "config.json")));
        CliFixture.Run("train", "text", "--config", config, "--data", other, "--out", Path.Combine(_cli.Folder, "other"), "--progress", "none");
        Assert.Equal("unroll: the runs were made from different data: their figures do not tell which model is better",
            CliFixture.Run("compare", run, Path.Combine(_cli.Folder, "other")).Error.Trim());
        Memory("same");
        Assert.Equal("unroll: the runs have the same settings", CliFixture.Run("compare", _gru, Path.Combine(_cli.Folder, "same")).Error.Trim());
    }

    [Fact]
    public void Compare_SaysWhatIsMissing_AndGoesOn()
    {
        File.Delete(Path.Combine(_gru, "run.json"));
        CliResult result = CliFixture.Run("compare", _gru, _lstm);
        Assert.StartsWith($"unroll: the comparison goes without what is missing: {Path.Combine(_gru, "run.json")} is missing: ", result.Error, StringComparison.Ordinal);
        Assert.Matches(@"│ state\s+│\s+not known │\s+finished │", result.Output);
        Assert.Matches(@"│ parameters\s+│\s+– │\s+\d+ │", result.Output);
    }

    [Fact]
    public void Compare_Fits80Columns_AndShowsEveryRun()
    {
        string[] runs = [.. Enumerable.Range(0, 9).Select(place => Memory(place == 8 ? new string('x', 60) : $"memory-20261130-01020{place}", "--seed", $"{place}"))];
        var comparison = RunComparison.Open(runs);
        Assert.Equal("run 9", comparison.Runs[8].Name);
        using var text = new StringWriter();
        IAnsiConsole console = Screen.On(text);
        console.Profile.Width = 80;
        ComparisonView.Write(console, comparison);
        string[] lines = [.. text.ToString().Split('\n').SkipWhile(line => line.Length > 0)];
        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, 80));
        foreach (ComparedRun run in comparison.Runs)
            Assert.Equal(comparison.Tables.Count, lines.Sum(line => Regex.Count(line, $@"│\s+{run.Name}\s|│ {run.Name} ")));
    }

    [Theory]
    [InlineData("a comparison takes two runs or more", "{0}")]
    [InlineData("the run is named twice", "{0}", "{0}/")]
    [InlineData("there is no such folder", "{0}", "{1}/nowhere")]
    [InlineData("--format tex: unknown; known are html, markdown, latex, csv", "{0}", "{1}/lstm", "--format", "tex")]
    [InlineData("--format and --json are two forms of the same tables; pass one of them", "{0}", "{1}/lstm", "--format", "csv", "--json")]
    [InlineData("the folder holds a run, a study or a tuning, whose own report and charts are there", "{0}", "{1}/lstm", "--out", "{0}")]
    [InlineData("the folder holds a run, a study or a tuning, whose own report and charts are there", "{0}", "{1}/lstm", "--out", "{0}/both.html")]
    public void Compare_Complains_InOneLine(string message, params string[] args)
    {
        string line = CliFixture.Run([.. args.Select(arg => string.Format(null, arg, _gru, _cli.Folder)).Prepend("compare")]).OneLineOfComplaint();
        Assert.Contains(message, line, StringComparison.Ordinal);
    }

    public void Dispose() => _cli.Dispose();

    string Memory(string name, params string[] more)
    {
        string run = Path.Combine(_cli.Folder, name);
        CliResult result = CliFixture.Run(["train", "memory", "--words", "helloworld", "--units", "4", "--workers", "1", "--progress", "none", "--out", run,
            .. more.Contains("--epochs") ? more : [.. more, "--epochs", "2"]]);
        Assert.True(result.ExitCode == 0, result.Error);
        return run;
    }
}

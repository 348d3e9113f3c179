using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Unroll.Tests.Conditions;

namespace Unroll.Cli.Tests.Commands;

/// <summary>The reports that trainings leave, and those that are made again.</summary>
public sealed partial class ReportCommandTests : IDisposable
{
    readonly CliFixture _cli = new();

    [Fact]
    public void Train_LeavesAReport_AndSaysWhere()
    {
        string report = Path.Combine(_cli.Folder, "run", "report.html");
        CliResult result = CliFixture.Run(_cli.Small("run", "--progress", "none"));
        Assert.Contains($"The report is {report}.\n", result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(["Training", "Samples"], Headings(report).Where(heading => heading is "Training" or "Samples"));
        Assert.True(File.Exists(Path.Combine(_cli.Folder, "run", "charts", "loss.svg")));
        Assert.Equal(report, Json(CliFixture.Run("train", "text", "--resume", Path.Combine(_cli.Folder, "run"), "--json")).GetProperty("report").GetString());
    }

    [Fact]
    public void Train_LeavesAReport_WhenItFails()
    {
        string report = Path.Combine(_cli.Folder, "run", "report.html");
        CliResult result = CliFixture.Run(_cli.Small("run", "--progress", "none", "--learning-rate", "1e38", "--clip", "0"));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"; the report is {report}. Use", Assert.Single(result.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Contains("The run failed: the ", File.ReadAllText(report), StringComparison.Ordinal);
    }

    /// <summary>A folder in the place of the report stands for a disk that is full.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Train_EndsWell_WhenItsReportCannotBeWritten(bool json)
    {
        string run = Path.Combine(_cli.Folder, "run");
        Directory.CreateDirectory(Path.Combine(run, "report.html", "folder"));
        CliResult result = CliFixture.Run(_cli.Small("run", ["--progress", "none", .. json ? ["--json"] : Array.Empty<string>()]));
        Assert.Equal(0, result.ExitCode);
        string line = Assert.Single(result.Error.Trim().Split('\n'));
        Assert.StartsWith("unroll: the report cannot be written: ", line, StringComparison.Ordinal);
        Assert.EndsWith($"; 'unroll report {run}' writes it again", line, StringComparison.Ordinal);
        Assert.DoesNotContain("The report is", result.Output, StringComparison.Ordinal);
        if (json)
            Assert.False(Json(result).TryGetProperty("report", out _));
    }

    [Theory]
    [InlineData("history.csv", "epoch,loss\n1", "history.csv: damaged: ")]
    [InlineData("run.json", "{ \"version\": ", "run.json: damaged (")]
    [InlineData("run.json", null, "run.json is missing: ")]
    [InlineData("config.json", "{", "config.json: not a configuration of a run: ")]
    [InlineData("config.json", null, "config.json is missing: the report has no settings")]
    [InlineData("insight.json", "{", "insight.json")]
    public void Report_GoesWithoutWhatIsMissing_AndSaysSoInOneLine(string file, string? text, string message)
    {
        string run = _cli.Trained("run"), path = Path.Combine(run, file);
        if (text is null)
            File.Delete(path);
        else
            File.WriteAllText(path, text);
        CliResult result = CliFixture.Run("report", run);
        string report = Path.Combine(run, "report.html"), line = Assert.Single(result.Error.Trim().Split('\n'));
        Assert.Equal((0, report), (result.ExitCode, result.Output.Trim()));
        Assert.StartsWith("unroll: the report goes without what is missing: ", line, StringComparison.Ordinal);
        Assert.Contains(message, line, StringComparison.Ordinal);
        Assert.Contains(message, Read(report).Value, StringComparison.Ordinal);
        Assert.Contains(message, Assert.Single(Json(CliFixture.Run("report", run, "--json")).GetProperty("missing").EnumerateArray()).GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Report_SaysInOneLine_ThatNothingCanBeRead()
    {
        string config = Path.Combine(_cli.Trained("run"), "config.json"), run = Path.GetDirectoryName(config)!;
        foreach (string file in (string[])["config.json", "history.csv", "run.json"])
            File.WriteAllText(Path.Combine(run, file), "\"");
        Assert.StartsWith($"unroll: {config}: not a configuration of a run: ", CliFixture.Run("report", run).OneLineOfComplaint(), StringComparison.Ordinal);
        File.Delete(config);
        Assert.Contains("not a run folder, it has no config.json", CliFixture.Run("report", run).OneLineOfComplaint(), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_HasNothingMissing_OfAWholeRun()
    {
        string run = _cli.Trained("run"), elsewhere = Path.Combine(_cli.Folder, "reports", "one.html");
        CliResult result = CliFixture.Run("report", run, "--out", elsewhere, "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal((elsewhere, 0), (Json(result).GetProperty("report").GetString(), Json(result).GetProperty("missing").GetArrayLength()));
        Assert.True(File.Exists(elsewhere));
    }

    /// <summary>Names and texts are shown as they are, and nothing of them becomes an element.</summary>
    [MachineFact(Needs.Unix)]
    public void Report_ShowsNamesAndTexts_AndRunsNothingOfThem()
    {
        const string Script = "<script>alert(1)<script>";
        string text = _cli.Write("script.txt", string.Concat(Enumerable.Repeat("\"><script>alert('a')</script>&amp;<b x=\"1\">\n", 40)));
        CliResult trained = CliFixture.Run("train", "text", "--data", text, "--units", "8", "--layers", "1", "--window", "10", "--batch", "8",
            "--epochs", "1", "--workers", "2", "--progress", "none", "--out", Path.Combine(_cli.Folder, Script));
        Assert.Equal(0, trained.ExitCode);
        XElement page = Read(Path.Combine(_cli.Folder, Script, "report.html"));
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "b");
        Assert.Equal(Script, page.Descendants("h1").Single().Value);
        Assert.Contains("<script>alert('a')", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_NamesTheDamage_OfATrainingOfAStudy_AndGoesOn()
    {
        string study = _cli.Write("tiny.json", """
            {
              "name": "tiny", "title": "<script>", "question": "Does it <b>run</b>?", "base": { "task": "memory", "units": 4, "words": ["helloworld"], "epochs": 1 },
              "axes": [{ "name": "cell", "path": "cell", "values": ["gru", "simple_rnn"] }], "repeats": 1, "figures": ["completion"]
            }
            """);
        string folder = Path.Combine(_cli.Folder, "study");
        Assert.Equal(0, CliFixture.Run("study", "run", study, "--out", folder, "--progress", "none").ExitCode);
        string damaged = Directory.EnumerateFiles(Path.Combine(folder, "cells"), "run.json", SearchOption.AllDirectories).First();
        File.WriteAllText(damaged, "{");
        CliResult result = CliFixture.Run("report", folder);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(damaged, Assert.Single(result.Error.Trim().Split('\n')), StringComparison.Ordinal);
        XElement page = Read(Path.Combine(folder, "report.html"));
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "b");
        Assert.Equal("<script>", page.Descendants("h1").Single().Value);
    }

    /// <summary>The results of a study as they are kept: without its run folders.</summary>
    [Fact]
    public void Report_IsMadeOfWhatAStudyLeaves_WithoutItsRunFolders()
    {
        string folder = Study();
        Directory.Delete(Path.Combine(folder, "cells"), recursive: true);
        File.Delete(Path.Combine(folder, "report.html"));
        CliResult result = CliFixture.Run("report", folder);
        Assert.Equal((0, "", Path.Combine(folder, "report.html")), (result.ExitCode, result.Error, result.Output.Trim()));
        XElement page = Read(Path.Combine(folder, "report.html"));
        Assert.Equal(["What the source says", "Figures", "Charts", "Words (seed 1)", "Trainings"],
            page.Descendants("h2").Select(heading => heading.Value));
        Assert.Contains("not shown A GRU is <b>better</b>. gru ", page.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("study.json", "study.json: not JSON: ", "Summary Trainings")]
    [InlineData("result.json", "result.json: damaged (", "What the source says Figures Charts Words (seed 1) Trainings")]
    public void Report_ShowsWhatThereIs_OfAStudyThatIsDamaged(string file, string message, string headings)
    {
        string folder = Study();
        File.WriteAllText(Path.Combine(folder, file), "{");
        CliResult result = CliFixture.Run("report", folder);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(message, Assert.Single(result.Error.Trim().Split('\n')), StringComparison.Ordinal);
        XElement page = Read(Path.Combine(folder, "report.html"));
        Assert.Contains(message, page.Value, StringComparison.Ordinal);
        Assert.Equal(headings, string.Join(' ', page.Descendants("h2").Select(heading => heading.Value)));
    }

    [Fact]
    public void Report_Fails_WhereNothingOfAStudyCanBeRead()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_cli.Folder, "damaged")).FullName;
        File.WriteAllText(Path.Combine(folder, "study.json"), "{");
        CliResult result = CliFixture.Run("report", folder);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("study.json: not JSON: ", Assert.Single(result.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [MachineTheory(Needs.Unix)]
    [InlineData("cp \"$1\" \"$(dirname \"$0\")/opened.html\"; echo noise; echo noise >&2", true, "")]
    [InlineData("exit 3", false, "unroll: the report cannot be opened here: {0} found nothing to open it with\n")]
    [InlineData(null, false, "unroll: the report cannot be opened here: there is no {0} on this machine\n")]
    public async Task Report_OpensThePage_OrSaysWhyNot(string? script, bool opens, string error)
    {
        string run = _cli.Trained("run"), programs = Directory.CreateDirectory(Path.Combine(_cli.Folder, "bin")).FullName;
        string name = OperatingSystem.IsMacOS() ? "open" : "xdg-open", opener = Path.Combine(programs, name);
        foreach (string tool in new[] { "cp", "dirname" })
            File.CreateSymbolicLink(Path.Combine(programs, tool), File.Exists("/bin/" + tool) ? "/bin/" + tool : "/usr/bin/" + tool);
        if (script is not null)
        {
            File.WriteAllText(opener, "#!/bin/sh\n" + script + "\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(opener, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        using ChildProcess process = ChildProcess.InShell($"PROGRAM=$(command -v \"$1\"); shift; PATH='{programs}'; export PATH; exec \"$PROGRAM\" \"$@\"",
            ["report", run, "--open"]);
        CliResult result = await process.Result();
        Assert.Equal((0, Path.Combine(run, "report.html") + "\n", string.Format(null, error, name)), (result.ExitCode, result.Output, result.Error));
        Assert.Equal(opens, File.Exists(Path.Combine(programs, "opened.html")));
    }

    [Fact]
    public void Report_PrintsTheTables_OfARunAndOfAStudy()
    {
        string run = _cli.Trained("run"), study = Study();
        File.Delete(Path.Combine(run, "report.html"));
        Assert.Matches("^% Figures at the end\n\\\\begin{tabular}(.|\n)*training loss", Lines(CliFixture.Run("report", run, "--format", "latex")));
        Assert.False(File.Exists(Path.Combine(run, "report.html")));
        Assert.StartsWith("figure,value\n", Lines(CliFixture.Run("report", run, "--format", "csv")), StringComparison.Ordinal);
        Assert.Matches("^\\*\\*Figures\\*\\*\n\n\\| cell +\\|(.|\n)*\\| gru ", Lines(CliFixture.Run("report", study, "--format", "markdown")));
        Assert.StartsWith("unroll: --format latec: unknown; known are html, markdown, latex, csv",
            CliFixture.Run("report", run, "--format", "latec").OneLineOfComplaint(), StringComparison.Ordinal);
        Assert.EndsWith("leave out --json, --open and --out",
            CliFixture.Run("report", run, "--format", "csv", "--json").OneLineOfComplaint(), StringComparison.Ordinal);
    }

    public void Dispose() => _cli.Dispose();

    static string Lines(CliResult result)
    {
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return result.Output.ReplaceLineEndings("\n");
    }

    /// <summary>The folder of a small study that is done.</summary>
    string Study()
    {
        string study = _cli.Write("small.json", """
            {
              "name": "small", "title": "Small", "question": "Does it run?", "base": { "task": "memory", "units": 4, "words": ["helloworld"], "epochs": 1 },
              "axes": [{ "name": "cell", "path": "cell", "values": ["gru", "simple_rnn"] }], "repeats": 2, "figures": ["completion", "trainingLoss"],
              "texts": [{ "title": "Words", "file": "completions.csv" }],
              "claims": [{ "text": "A GRU is <b>better</b>.", "figure": "trainingLoss", "axis": "cell", "check": "gru < simple_rnn" }]
            }
            """);
        string folder = Path.Combine(_cli.Folder, "small");
        Assert.Equal(0, CliFixture.Run("study", "run", study, "--out", folder, "--progress", "none").ExitCode);
        return folder;
    }

    static JsonElement Json(CliResult result) => JsonDocument.Parse(result.Output).RootElement;

    static IEnumerable<string> Headings(string report) => Read(report).Descendants("h2").Select(heading => heading.Value);

    /// <summary>The page as XML: whatever of a text were an element would be one here, or break it.</summary>
    static XElement Read(string report) =>
        XElement.Parse(Void().Replace(File.ReadAllText(report).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal), "<$1/>"));

    [GeneratedRegex("<(meta [^>]*)>")]
    private static partial Regex Void();
}

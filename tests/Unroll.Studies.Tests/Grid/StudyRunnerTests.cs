using Unroll.Studies.Grid;
using Unroll.Studies.Tasks;
using static Unroll.Studies.Tests.Grid.StudyListeners;

namespace Unroll.Studies.Tests.Grid;

public sealed class StudyRunnerTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("unroll-study-").FullName;

    [Fact]
    public void Run_GoesOnWhereItWasStopped_ToTheSameSummary()
    {
        StudyResult whole = Run("whole", workers: 1, null, default);
        using var stop = new CancellationTokenSource();
        StudyResult first = Run("parts", workers: 2, new Stop(stop), stop.Token);
        Assert.True(first.IsStopped);
        Assert.InRange(first.Cells.Sum(cell => cell.Done), 1, 7);
        Assert.False(File.Exists(At("parts", "summary.csv")));
        Assert.True(SavedStudy.Open(At("parts")).Result!.IsStopped);

        var heard = new Heard();
        StudyResult second = Run("parts", workers: 2, heard, default);
        Assert.False(second.IsStopped);
        Assert.Equal(8 - first.Cells.Sum(cell => cell.Done), heard.New);
        Assert.Equal(8, heard.Count);
        Assert.Equal(File.ReadAllText(At("whole", "summary.csv")), File.ReadAllText(At("parts", "summary.csv")));
        Assert.Equal(File.ReadAllText(At("whole", "summary.md")), File.ReadAllText(At("parts", "summary.md")));
        Assert.Equal(whole.Cells[1].Trials("trainingLoss"), SavedStudy.Open(At("parts")).Result!.Cells[1].Trials("trainingLoss"));
    }

    [Theory]
    [InlineData("secondsPerEpoch", true)]
    [InlineData("seconds", false)]
    public void Run_BeginsATrainingAgain_OnlyWhenItsWholeTimeIsReported(string figure, bool resumes)
    {
        string json = $$"""
            {
              "name": "timed", "title": "Timed", "question": "How long?", "timed": true, "figures": ["trainingLoss", "{{figure}}"],
              "base": { "task": "memory", "units": 4, "words": ["helloworld"], "epochs": 60 }
            }
            """;
        using var stop = new CancellationTokenSource();
        Assert.True(Run("timed", workers: 1, new Halfway(stop), stop.Token, json).IsStopped);
        string mark = At("timed", "cells", "all", "1", "mark.txt");
        File.WriteAllText(mark, "");
        StudyResult result = Run("timed", workers: 1, null, default, json);
        Assert.Equal(resumes, File.Exists(mark));
        Assert.True(result.Cells[0].Trials(figure)!.Mean > 0);
        Assert.Equal(result.Cells[0].Trials("trainingLoss"), Run("whole", workers: 1, null, default, json).Cells[0].Trials("trainingLoss"));
    }

    [Fact]
    public void Run_LeavesWhatAReportNeeds()
    {
        StudyResult result = Run("run", workers: 2, null, default);
        string trial = At("run", result.Cells[1].Cell.Trials[0].Folder);
        foreach (string file in new[] { "config.json", "history.csv", "completions.csv", "result.json" })
            Assert.True(File.Exists(Path.Combine(trial, file)), file);
        Assert.False(Directory.Exists(Path.Combine(trial, "checkpoints")));
        Assert.Null(result.Cells[0].Trials("trainingLoss@2"));
        Assert.NotNull(result.Cells[1].Trials("trainingLoss@2"));
        Assert.Equal(result.Cells[1].Trials("trainingLoss@best"), result.Cells[1].Trials("trainingLoss@12"));

        Assert.False(File.Exists(At("run", "data.csv")));
        foreach (string file in new[] { "study.json", "result.json", "epochs.csv", Path.Combine("tables", "completions.csv") })
            Assert.True(File.Exists(At("run", file)), file);
        Assert.Contains("\"verdict\": \"not measured\"", File.ReadAllText(At("run", "result.json")), StringComparison.Ordinal);
        string[] rows = File.ReadAllLines(At("run", "summary.csv"));
        Assert.StartsWith("cell,length,figure,trials,failures,mean,deviation,populationDeviation,low,high,published,publishedDeviation,difference,", rows[0],
            StringComparison.Ordinal);
        Assert.Equal(1 + (4 * 4), rows.Length);
        Assert.StartsWith("gru,long,completion,2,0,", rows[5], StringComparison.Ordinal);
        string markdown = File.ReadAllText(At("run", "summary.md"));
        foreach (string part in new[] { "# A tiny study", " | 0.5 ± 0.1 | ", "## Words", "| hell |", "significant", "**: It runs." })
            Assert.Contains(part, markdown, StringComparison.Ordinal);
    }

    /// <summary>The prices that a study plots stand in its folder once, whatever its cells.</summary>
    [Fact]
    public void Run_LeavesTheDataThatItPlots_AndRefusesASeriesThatTheyLack()
    {
        const string Json = """
            {
              "name": "prices", "title": "Prices", "question": "How did they go?", "figures": ["trainingLoss"],
              "base": { "task": "stocks", "data": ["synthetic"], "units": 2, "layers": 1, "steps": 1 },
              "plots": [{ "title": "Closes", "kind": "data", "figure": "synthetic-1" }]
            }
            """;
        string wrong = Json.Replace("synthetic-1\"", "synthetic-9\"", StringComparison.Ordinal);
        string refused = Assert.Throws<InputException>(() => Run("prices", 1, null, default, wrong)).Message;
        Assert.StartsWith("tiny.json: $.plots[0].figure: the data of the study have no series 'synthetic-9'; known are ", refused, StringComparison.Ordinal);
        Assert.Equal(0, Run("prices", 1, null, default, Json).Failures);
        string[] lines = File.ReadAllLines(At("prices", "data.csv"));
        Assert.StartsWith("date,synthetic-1", lines[0], StringComparison.Ordinal);
        Assert.True(lines.Length > 1000, $"{lines.Length} lines");
        const string Plots = "\"plots\": [{ \"title\": \"t\", \"kind\": \"data\", \"figure\": \"a\" }], \"texts\"";
        string memory = StudySamples.Memory.Replace("\"texts\"", Plots, StringComparison.Ordinal);
        Assert.EndsWith("have no series 'a'; there are none", Assert.Throws<InputException>(() => Run("none", 1, null, default, memory)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ShowsTexts_WithTheirBlanksAndLines()
    {
        string text = At("blanks.txt");
        File.WriteAllText(text, string.Concat(Enumerable.Repeat("a b\n", 40)));
        string json = $$"""
            {
              "name": "texts", "title": "Texts", "question": "What follows?", "figures": ["validationLoss"],
              "base": { "task": "text", "callbacks": ["csv_logger"], "data": {{System.Text.Json.JsonSerializer.Serialize(text)}}, "units": 4, "layers": 1, "window": 4, "batch": 4, "epochs": 1, "primes": ["\na "] },
              "texts": [{ "title": "What follows", "file": "continuations.csv" }, { "title": "Nothing", "file": "nothing.csv" }],
              "published": [{ "figure": "next", "text": "b" }]
            }
            """;
        StudyResult result = Run("texts", workers: 2, null, default, json);
        Assert.Equal("all", Assert.Single(result.Cells).Cell.Name);
        string[] lines = File.ReadAllLines(At("texts", "summary.md"));
        string row = Assert.Single(lines, line => line.StartsWith("| ↵a␣ | ", StringComparison.Ordinal));
        Assert.EndsWith(" | b |", row, StringComparison.Ordinal);
        Assert.Contains("No training has the table nothing.csv.", lines);
    }

    /// <summary>All of it was trained before, and the table had no such figure.</summary>
    [Theory]
    [InlineData("trainingLoss@best", "compleation.helloworld",
        "$.figures[3]: no training of the study has the metric 'compleation.helloworld'; known are completion, completion.helloworld, parameters, ",
        "did you mean 'completion.helloworld'?")]
    [InlineData("trainingLoss@best", "loss", "$.figures[3]: no training of the study has the metric 'loss'; known are ", "")]
    [InlineData("trainingLoss@best", "trainingErorRate", "$.figures[3]: no training of the study has the metric 'trainingErorRate'", "")]
    [InlineData("trainingLoss@best", "completion@best", "$.figures[3]: 'completion' is measured at the end of a training only; leave out '@best'", "")]
    [InlineData("trainingLoss@best", "trainingLoss@13", "$.figures[3]: 'trainingLoss@13': no training of the study has more than 12 epochs", "")]
    [InlineData("trainingLoss@best", "trainingLoss@0", "$.figures[3]: 'trainingLoss@0': after the @ stands the number of an epoch, or best", "")]
    [InlineData("completions.csv", "completion.csv", "$.texts[0].file: no training of the study leaves the table 'completion.csv'", "did you mean 'completions.csv'?")]
    public void Run_Refuses_WhatNoTrainingWillHave(string right, string wrong, string message, string more)
    {
        string json = StudySamples.Memory.Replace(right, wrong, StringComparison.Ordinal);
        string found = Assert.Throws<InputException>(() => Run("unknown", workers: 2, null, default, json)).Message;
        Assert.StartsWith("tiny.json: " + message, found, StringComparison.Ordinal);
        Assert.EndsWith(more, found, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("unknown")));
    }

    [Fact]
    public void Run_Refuses_AFigureThatATrainingLacks_AlsoWhenAllAreDone()
    {
        Run("done", workers: 2, null, default);
        string json = StudySamples.Memory.Replace("trainingLoss@best", "trainingLos", StringComparison.Ordinal);
        Assert.Contains("did you mean 'trainingLoss'?", Assert.Throws<InputException>(() => Run("done", workers: 2, null, default, json)).Message,
            StringComparison.Ordinal);
        string rate = StudySamples.Memory.Replace("trainingLoss@best", "trainingErrorRate@best", StringComparison.Ordinal);
        Assert.InRange(Run("done", workers: 2, null, default, rate).Cells[1].Trials("trainingErrorRate@best")!.Mean, 0, 1);
    }

    /// <summary>It failed once in every cell, after all others were trained.</summary>
    [Fact]
    public void Run_Refuses_DataThatAreNotThere_BeforeTheFirstTraining()
    {
        string json = StudySamples.Memory.Replace("\"batch\": 64 ", "\"data\": \"nowhere.txt\" ", StringComparison.Ordinal);
        string message = Assert.Throws<InputException>(() => Run("missing", workers: 2, null, default, json)).Message;
        Assert.StartsWith("tiny.json: the cell cell=gru,length=long: nowhere.txt: there is no such file", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("missing")));
    }

    [Fact]
    public void Run_GoesOn_WhenACellFails()
    {
        string json = StudySamples.Memory.Replace("\"epochs\": 1 ", "\"epochs\": 1, \"optimizer\": \"sgd\", \"learningRate\": 1e38 ",
            StringComparison.Ordinal);
        StudyResult result = Run("failing", workers: 2, null, default, json);
        Assert.Equal(4, result.Failures);
        Assert.Equal([2, 0, 2, 0], result.Cells.Select(cell => cell.Failures));
        Assert.Contains("became NaN or infinite", result.Cells[0].Results[0]!.Failure, StringComparison.Ordinal);
        Assert.Equal(2, result.Cells[1].Trials("completion")!.Count);
        string summary = File.ReadAllText(At("failing", "summary.md"));
        Assert.Contains("cell=gru,length=short, seed 7: the ", summary, StringComparison.Ordinal);
        Assert.Contains("## Words (seed 7); none of cell=gru,length=short; cell=simple_rnn,length=short\n", summary, StringComparison.Ordinal);
    }

    /// <summary>Two that ended at once were both told as the second: [2/24] [2/24].</summary>
    [Fact]
    public void Run_CountsEachTrainingOnce()
    {
        var counted = new Counted();
        Run("counted", workers: 4, counted, default);
        Assert.Equal(Enumerable.Range(1, 8), counted.Numbers);
    }

    /// <summary>The text changes after the first training: the table would be of both.</summary>
    [Fact]
    public void Run_Stops_WhenItsDataChange()
    {
        string text = At("text.txt");
        File.WriteAllText(text, string.Concat(Enumerable.Repeat("hello world of words ", 20)));
        string json = StudySamples.Memory.Replace("\"units\": 4", $"\"units\": 4, \"data\": {System.Text.Json.JsonSerializer.Serialize(text)}",
            StringComparison.Ordinal);
        var heard = new Heard { AtFirstEnd = () => File.AppendAllText(text, "and more") };
        string message = Assert.Throws<StudyInterruptedException>(() => Run("data", workers: 1, heard, default, json)).Message;
        Assert.Contains("text.txt: the file has changed since the run was made from it: 420 bytes then, 428 now; ", message, StringComparison.Ordinal);
        Assert.EndsWith("; 1 of 8 trainings are done and kept", message, StringComparison.Ordinal);

        // The same command again, before the text is brought back and after it.
        string refused = Assert.Throws<InputException>(() => Run("data", workers: 1, null, default, json)).Message;
        Assert.Contains("the file has changed since the run was made from it: 420 bytes then, 428 now; bring it back, or choose another --out", refused,
            StringComparison.Ordinal);
        File.WriteAllText(text, string.Concat(Enumerable.Repeat("hello world of words ", 20)));
        Assert.Equal(0, Run("data", workers: 2, null, default, json).Failures);

        // Where the text lies does not matter.
        File.Move(text, Path.Combine(Directory.CreateDirectory(At("elsewhere")).FullName, "text.txt"));
        string moved = json.Replace("text.txt", "elsewhere/text.txt", StringComparison.Ordinal);
        Assert.False(Run("data", workers: 2, null, default, moved).IsStopped);
    }

    /// <summary>A study whose trainings begin with the weights of a run is resumed: the runs write down the checkpoint, the study names the run.</summary>
    [Fact]
    public void Run_GoesOn_WhereTrainingsBeginWithTrainedWeights()
    {
        string json = StudySamples.Memory.Replace("\"values\": [\"gru\", \"simple_rnn\"]", "\"values\": [\"gru\"]", StringComparison.Ordinal);
        Run("first", workers: 2, null, default, json.Replace("\"seed\": 7", "\"seed\": 7, \"keepCheckpoints\": true", StringComparison.Ordinal));
        string file = At("second.json");
        File.WriteAllText(file, json.Replace("\"units\": 4", "\"units\": 4, \"initFrom\": \"first/cells/cell=gru,length=long/7\"", StringComparison.Ordinal));
        Study study = StudyReader.ReadFile(file);
        for (int time = 0; time < 2; time++)
            Assert.Equal(0, new StudyRunner(study, new StudyOptions { Folder = At("second"), Workers = 2 }).Run(default).Failures);
    }

    [Fact]
    public void Run_SaysWhichFolderWasRemoved()
    {
        IReadOnlyList<StudyCell> cells = StudyReader.Read(StudySamples.Memory, "tiny.json").Cells;
        string json = StudySamples.Memory.Replace("\"epochs\": 1 ", "\"epochs\": 100000 ", StringComparison.Ordinal);
        string folder = At("removed", cells[0].Trials[0].Folder);
        var error = Assert.Throws<StudyInterruptedException>(() => Run("removed", workers: 1, new Removing(folder), default, json));
        Assert.Equal($"{At("removed")}: the study cannot continue: the folder of a running training, {folder}, was removed; 0 of 8 trainings are done and kept",
            error.Message);
        Assert.False(error.IsGone);
    }

    /// <summary>A disk that is full must not turn the trainings that are left into failed ones, and the others into a summary of fewer seeds.</summary>
    [Theory]
    [InlineData(Blocked.CellFolder, 1)]
    [InlineData(Blocked.Result, 0)]
    [InlineData(Blocked.Summary, 8)]
    [InlineData(Blocked.WholeFolder, 1)]
    public void Run_Stops_WhenItsFolderFails(Blocked place, int done)
    {
        IReadOnlyList<StudyCell> cells = StudyReader.Read(StudySamples.Memory, "tiny.json").Cells;
        string first = At("failing", cells[0].Trials[0].Folder), second = Path.GetDirectoryName(At("failing", cells[1].Trials[0].Folder))!;
        string folder = place == Blocked.Summary ? At("failing", "summary.csv") : Path.Combine(first, "result.json");
        if (place is Blocked.Result or Blocked.Summary)
            Directory.CreateDirectory(Path.Combine(folder, "in the way"));
        if (place == Blocked.Result)
        {
            Directory.CreateDirectory(Path.Combine(first, "checkpoints"));
            File.WriteAllText(Path.Combine(first, "config.json"), cells[0].Trials[0].Configuration.ToJson());
        }

        var heard = new Heard
        {
            AtFirstEnd = () =>
            {
                if (place == Blocked.CellFolder)
                    File.WriteAllText(second, "in the way");
                else if (place == Blocked.WholeFolder)
                    Directory.Delete(At("failing"), recursive: true);
            },
        };
        var error = Assert.Throws<StudyInterruptedException>(() => Run("failing", workers: 1, heard, default));
        Assert.StartsWith($"{At("failing")}: the study cannot continue: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("are done;", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(place == Blocked.WholeFolder ? "the folder was removed; the 1 of 8 trainings that were done are gone with it"
            : $"; {done} of 8 trainings are done and kept", error.Message, StringComparison.Ordinal);
        Assert.Equal(place == Blocked.WholeFolder, error.IsGone);
        Assert.Equal(done, heard.Count);
        Assert.Equal((false, false), (File.Exists(At("failing", "summary.csv")), File.Exists(At("failing", "summary.md"))));
        Assert.Equal(place != Blocked.WholeFolder, Directory.Exists(At("failing")));

        if (place == Blocked.CellFolder)
            File.Delete(second);
        else if (place != Blocked.WholeFolder)
            Directory.Delete(folder, recursive: true);
        Assert.Equal(0, Run("failing", workers: 2, null, default).Failures);
        Run("whole", workers: 2, null, default);
        Assert.Equal(File.ReadAllText(At("whole", "summary.csv")), File.ReadAllText(At("failing", "summary.csv")));
    }

    [Fact]
    public void Run_Refuses_WhatWasMadeFromOtherSettings()
    {
        string one = StudySamples.Memory.Replace("\"epochs\": 12", "\"epochs\": 2", StringComparison.Ordinal);
        Run("changed", workers: 2, null, default, one);
        string other = one.Replace("\"epochs\": 2", "\"epochs\": 3", StringComparison.Ordinal);
        Assert.Contains("made with epochs 2, the study has 3", Assert.Throws<InputException>(() => Run("changed", workers: 2, null, default, other)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Refuses_TheFolderOfAnotherStudy()
    {
        Study quick = StudyReader.Read(StudySamples.Memory, "tiny.json").Quick!;
        new StudyRunner(quick, new StudyOptions { Folder = At("quick") }).Run(default);
        Assert.Contains("This is the quick form", File.ReadAllText(At("quick", "summary.md")), StringComparison.Ordinal);
        var error = Assert.Throws<InputException>(() => Run("quick", 1, null, default));
        Assert.Contains("holds the study tiny in its quick form, not tiny; choose another --out", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    StudyResult Run(string name, int workers, IStudyListener? listener, CancellationToken cancellationToken, string json = StudySamples.Memory) =>
        new StudyRunner(StudyReader.Read(json, "tiny.json"), new StudyOptions { Folder = At(name), Workers = workers, Listener = listener }).Run(cancellationToken);

    string At(params string[] path) => Path.Combine([_folder, .. path]);

    public enum Blocked
    {
        CellFolder,
        Result,
        Summary,
        WholeFolder,
    }
}

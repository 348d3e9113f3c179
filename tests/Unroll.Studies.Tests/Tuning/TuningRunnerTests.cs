using System.Text.Json;
using Unroll.Studies.Grid;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tuning;

namespace Unroll.Studies.Tests.Tuning;

public sealed class TuningRunnerTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("unroll-tuning-").FullName;

    public TuningRunnerTests() => File.WriteAllText(At(TuningSamples.TextFile), TuningSamples.Contents);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Stopped after each measurement, and within trainings, it tries and measures the same as if it never was.</summary>
    [Theory]
    [InlineData("asha")]
    [InlineData("median")]
    public void Run_GoesOnWhereItWasStopped_ToTheSameTrialsAndValues(string stopping)
    {
        string json = TuningSamples.Text.Replace("\"trials\"", $"\"stopping\": \"{stopping}\", \"trials\"", StringComparison.Ordinal);
        TuningResult whole = Run("whole", json);
        Assert.Equal(TuningEnd.Done, whole.End);
        Assert.Equal(8, whole.History.Trials.Count);
        Assert.Contains(whole.History.Trials, trial => !trial.IsRandom);

        TuningResult parts = Stopped("parts", json, new StopAfter(1));
        Assert.Equal((TuningEnd.Stopped, 1), (parts.End, parts.History.Done.Count()));
        parts = Stopped("parts", json, new StopAfter(4));
        Assert.Equal((TuningEnd.Stopped, 5), (parts.End, parts.History.Done.Count()));
        parts = Run("parts", json);
        Assert.Equal(TuningEnd.Done, parts.End);
        Assert.Equal(Said(whole), Said(parts));
        Assert.Equal(Configuration("whole"), Configuration("parts"));
        Assert.Equal(Said(whole), Said(TuningResult.Open(At("parts"))));

        // All is done: nothing is trained again.
        Assert.Equal(Said(whole), Said(Run("parts", json)));
    }

    /// <summary>The checkpoint and the history of a trial that was paused at its rungs are those of a training that never was.</summary>
    [Fact]
    public void Run_TrainsAPromotedTrial_ToTheBitsOfAnUninterruptedTraining()
    {
        TuningResult result = Run("tuning", TuningSamples.Text);
        TuningJob best = result.Best!;
        Assert.Equal((18, 18, 2), (best.Measurement!.Steps, best.Measurement.OfSteps, best.Rung));
        string promoted = At("tuning", best.Trial.Folder(1)), straight = At("straight");
        RunResult run = RunTraining.Train(ConfigurationFile.Read(TuningFolder.Best(At("tuning"))), new RunOptions { Folder = straight, Workers = 2 }, default);
        Assert.Equal(best.Measurement.Value, run.Metrics["validationLoss"]);
        Assert.Equal(Metrics(straight), Metrics(promoted));
        Assert.Equal(Weights(straight), Weights(promoted));
    }

    /// <summary>What is measured at a rung is what an epoch that ended there would have measured.</summary>
    [Fact]
    public void Run_MeasuresWithinAnEpoch_AsAtItsEnd()
    {
        string json = TuningSamples.Text.Replace("\"steps\": 18", "\"schedule\": \"constant\", \"steps\": 18", StringComparison.Ordinal);
        foreach (TuningJob job in Run("tuning", json).History.Done.Where(job => job.Rung < 2).Take(6))
        {
            RunConfiguration whole = ConfigurationFile.Read(new RunFolder(At("tuning", job.Trial.Folder(1))).Configuration);
            RunResult run = RunTraining.Train(whole with { Steps = job.Measurement!.Steps }, new RunOptions { Folder = At($"short-{job.Number}") }, default);
            Assert.Equal(run.Metrics["validationLoss"], job.Measurement.Value);
        }
    }

    [Fact]
    public void Run_GivesTheSame_ForAnyNumberOfThreads_AlsoSideBySide()
    {
        Assert.Equal(Said(Run("one", TuningSamples.Text, workers: 1)), Said(Run("two", TuningSamples.Text, workers: 2)));
        string json = TuningSamples.Text.Replace("\"trials\"", "\"parallel\": 3, \"trials\"", StringComparison.Ordinal);
        string side = Said(Run("side-1", json, workers: 1));
        Assert.Equal(side, Said(Run("side-5", json, workers: 5)));
        Stopped("side-parts", json, new StopAfter(3));
        Assert.Equal(side, Said(Run("side-parts", json)));
    }

    /// <summary>A training that cannot be done is the worst of all, with its reason, and the others continue.</summary>
    [Fact]
    public void Run_CountsFailedTrialsAsWorst()
    {
        string json = TuningSamples.Text.Replace("\"cell\": { \"choice\": [\"gru\", \"simple_rnn\"] }",
            "\"window\": { \"choice\": [8, 100000] }, \"optimizer\": { \"choice\": [\"adam\", \"sgd:momentum=0.9\"] }", StringComparison.Ordinal)
            .Replace("\"window\": 8, ", "\"mode\": \"window\", ", StringComparison.Ordinal).Replace("[0.001, 0.1]", "[0.01, 1e30]", StringComparison.Ordinal);
        TuningResult result = Run("tuning", json);
        Assert.Equal(TuningEnd.Done, result.End);
        TuningJob[] failed = [.. result.Failed];
        Assert.Contains(failed, job => job.Measurement!.Failure!.Contains("too few for a window of 100000", StringComparison.Ordinal));
        Assert.Contains(failed, job => job.Measurement!.Failure is { } why && (why.Contains("NaN or infinite", StringComparison.Ordinal)
            || why.Contains("diverged", StringComparison.Ordinal)));
        Assert.Equal(failed, result.Ranked.TakeLast(failed.Length));
        Assert.All(failed, job => Assert.Null(job.Measurement!.Value));
    }

    [Fact]
    public void Run_TakesTheMeanOverSeeds()
    {
        string json = TuningSamples.Text.Replace("\"trials\": 8", "\"repeats\": 2, \"seed\": 5, \"trials\": 2", StringComparison.Ordinal)
            .Replace("\"minimumSteps\": 2,", "", StringComparison.Ordinal);
        foreach (TuningJob job in Run("tuning", json).History.Jobs)
            Assert.Equal(new[] { 5, 6 }.Average(seed => RunRecord.Read(At("tuning", job.Trial.Folder(seed)))!.Metrics["validationLoss"]!.Value), job.Measurement!.Value);
    }

    [Fact]
    public void Run_Ends_WhereEveryPointWasTried()
    {
        string json = TuningSamples.Text.Replace("\"learningRate\": { \"log\": [0.001, 0.1] },", "", StringComparison.Ordinal)
            .Replace("\"trials\": 8, ", "", StringComparison.Ordinal).Replace("\"minimumSteps\": 2,", "", StringComparison.Ordinal);
        TuningResult result = Run("tuning", json);
        Assert.Equal((TuningEnd.Done, 6, 6), (result.End, result.History.Trials.Count, result.Ranked.Count));
    }

    [Fact]
    public void Run_EndsWithItsTime_AndCanGoOn()
    {
        TuningDefinition definition = Definition(TuningSamples.Text.Replace("\"steps\": 18", "\"steps\": 2000000", StringComparison.Ordinal)
            .Replace("\"minimumSteps\": 2", "\"minimumSteps\": 1000000", StringComparison.Ordinal));
        var options = new TuningOptions { Folder = At("tuning"), Budget = TimeSpan.FromSeconds(1) };
        TuningResult result = new TuningRunner(definition, options).Run(default);
        Assert.Equal((TuningEnd.Budget, 1, null), (result.End, result.History.Jobs.Count, result.Best));
        Assert.True(File.Exists(new RunFolder(At("tuning", result.History.Trials[0].Folder(1))).Last));
        Assert.Single(new TuningRunner(definition, options).Run(default).History.Jobs);
    }

    [Theory]
    [InlineData("\"reduction\": 3", "\"reduction\": 3, \"metric\": \"validationLos\"", "t.json: $.metric: a training has no metric 'validationLos'; known are ", "did you mean 'validationLoss'?")]
    [InlineData("\"layers\": 1", "\"layers\": 1, \"validationShare\": 0", "t.json: $.metric: a training has no metric 'validationLoss'; known are ", "")]
    [InlineData("\"reduction\": 3", "\"reduction\": 3, \"metric\": \"coldWindowLoss\"", "t.json: $.metric: ", "")]
    [InlineData("blanks.txt", "blank.txt", "t.json: ", "")]
    [InlineData("\"layers\": 1", "\"layers\": 1, \"optimizer\": \"adma\"", "t.json: optimizer adma: unknown; known are ", "did you mean 'adam'?")]
    [InlineData("\"trials\": 8, ", "", "t.json: it says nowhere when the tuning ends; pass --budget 30m or --trials 40", "")]
    public void Run_Refuses_BeforeAnythingIsWritten(string right, string wrong, string begin, string end)
    {
        string said = Assert.Throws<InputException>(() => Run("tuning", TuningSamples.Text.Replace(right, wrong, StringComparison.Ordinal))).Message;
        Assert.StartsWith(begin, said, StringComparison.Ordinal);
        Assert.EndsWith(end, said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("tuning")));
    }

    [Fact]
    public void Run_SaysWhenTheTrialsAreMeasuredOnTheTest()
    {
        const string Parity = """
            {
              "task": "sequences", "settings": { "problem": "parity", "length": 6, "samples": 60, "testSamples": 20, "units": 4, "layers": 1, "epochs": 2 },
              "ranges": { "learningRate": { "log": [0.001, 0.1] } }, "trials": 4, "minimumEpochs": 1, "metric": "validationAccuracy"
            }
            """;
        TuningResult result = Run("parity", Parity);
        Assert.Contains(result.Remarks, remark => remark.StartsWith("the trials are measured on the test of this task", StringComparison.Ordinal));
        Assert.Empty(Run("text", TuningSamples.Text).Remarks);
        Assert.True(result.Definition.IsLargestBest);
        TuningJob[] first = [.. result.History.Done.Where(job => job.Rung == 0)];
        Assert.All(first, job => Assert.Equal((1, 2), (job.Measurement!.Steps, job.Measurement.OfSteps)));
        Assert.Equal(first.OrderByDescending(job => job.Measurement!.Value).ThenBy(job => job.Trial.Number).First().Trial.Number, result.Best!.Trial.Number);
    }

    [Fact]
    public void Run_Refuses_AFolderOfOtherThings()
    {
        Stopped("tuning", TuningSamples.Text, new StopAfter(2));
        string other = TuningSamples.Text.Replace("[0.001, 0.1]", "[0.002, 0.1]", StringComparison.Ordinal);
        Assert.Contains("holds a tuning with other ranges", Assert.Throws<InputException>(() => Run("tuning", other)).Message, StringComparison.Ordinal);

        // More trials are the same tuning.
        Assert.Equal(9, Run("tuning", TuningSamples.Text.Replace("\"trials\": 8", "\"trials\": 9", StringComparison.Ordinal)).History.Trials.Count);
        File.AppendAllText(At(TuningSamples.TextFile), "more");
        Assert.Contains("has changed", Assert.Throws<InputException>(() => Run("tuning", TuningSamples.Text)).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(At("run"));
        File.WriteAllText(At("run", "config.json"), "{}");
        Assert.Contains("there is a run in this folder", Assert.Throws<InputException>(() => Run("run", TuningSamples.Text)).Message, StringComparison.Ordinal);
        Study study = StudyReader.Read(Grid.StudySamples.Memory, "tiny.json");
        Assert.Contains("there is a tuning in this folder", Assert.Throws<InputException>(() => StudyRunner.Check(study, At("tuning"), 1, default)).Message,
            StringComparison.Ordinal);
        Assert.Contains("there is a tuning in this folder", Assert.Throws<InputException>(() => RunFolder.Create(At("tuning"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SaysWhatIsKept_WhenItsFolderIsRemoved()
    {
        string said = Assert.Throws<TuningInterruptedException>(() => new TuningRunner(Definition(TuningSamples.Text),
            new TuningOptions { Folder = At("tuning"), Listener = new Remove(At("tuning")) }).Run(default)).Message;
        Assert.Contains("the folder was removed; 1 measurements are gone with it", said, StringComparison.Ordinal);
    }

    /// <summary>What goes wrong beside the trainings ends the tuning, and not the process.</summary>
    [Fact]
    public void Run_Throws_WhatAListenerThrows()
    {
        var options = new TuningOptions { Folder = At("tuning"), Listener = new Throwing() };
        Assert.Equal("heard", Assert.Throws<InvalidOperationException>(() => new TuningRunner(Definition(TuningSamples.Text), options).Run(default)).Message);
        Assert.Equal(8, Run("tuning", TuningSamples.Text).History.Trials.Count);
    }

    [Theory]
    [InlineData("\"number\": 2", "\"number\": 3", "are not numbered one after another")]
    [InlineData("\"units\": ", "\"unit\": ", "has no units of the range")]
    [InlineData("\"jobs\": [", "\"jobs\": 1, \"more\": [", "damaged (")]
    public void Open_SaysWhatIsDamaged(string right, string wrong, string message)
    {
        Stopped("tuning", TuningSamples.Text, new StopAfter(2));
        string path = At("tuning", "trials.json"), text = File.ReadAllText(path);
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(right, wrong, StringComparison.Ordinal));
        string said = Assert.Throws<InvalidDataException>(() => TuningResult.Open(At("tuning"))).Message;
        Assert.StartsWith(path, said, StringComparison.Ordinal);
        Assert.Contains(message, said, StringComparison.Ordinal);
    }

    string At(params string[] parts) => Path.Combine([_folder, .. parts]);

    TuningDefinition Definition(string json) => TuningReader.Read(json, "t.json", _folder);

    TuningResult Run(string name, string json, int workers = 2) =>
        new TuningRunner(Definition(json), new TuningOptions { Folder = At(name), Workers = workers }).Run(default);

    TuningResult Stopped(string name, string json, StopAfter stop) =>
        new TuningRunner(Definition(json), new TuningOptions { Folder = At(name), Workers = 2, Listener = stop }).Run(stop.Source.Token);

    /// <summary>Everything but the times.</summary>
    static string Said(TuningResult result) => string.Join('\n', result.History.Jobs.Select(job =>
        $"{job.Number}: trial {job.Trial.Number} {job.Trial.Description} {job.Trial.IsRandom} rung {job.Rung}: {job.Measurement! with { Seconds = 0 }}"));

    string Configuration(string name)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(TuningFolder.Best(At(name))));
        return string.Join('\n', json.RootElement.EnumerateObject().Select(member => member.ToString()));
    }

    static string[] Metrics(string run) =>
        [.. File.ReadAllLines(new RunFolder(run).History).Select(line => string.Join(',', line.Split(',').Where((_, place) => place != 2)))];

    static byte[] Weights(string run)
    {
        using var file = Unroll.Persistence.SafetensorsFile.Open(new RunFolder(run).Last);
        return [.. file.Tensors.SelectMany(tensor =>
        {
            float[] values = new float[tensor.Count];
            file.Read(tensor.Name, values);
            return System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        })];
    }

    /// <summary>Stops a tuning after some measurements.</summary>
    sealed class StopAfter(int measurements) : ITuningListener
    {
        int _left = measurements;

        public CancellationTokenSource Source { get; } = new();

        public void OnStart(TuningProgress progress)
        {
        }

        public void OnMeasured(TuningJob job)
        {
            if (--_left == 0)
                Source.Cancel();
        }
    }

    sealed class Remove(string folder) : ITuningListener
    {
        public void OnStart(TuningProgress progress)
        {
        }

        public void OnMeasured(TuningJob job) => Directory.Delete(folder, recursive: true);
    }

    sealed class Throwing : ITuningListener
    {
        public void OnStart(TuningProgress progress)
        {
        }

        public void OnMeasured(TuningJob job) => throw new InvalidOperationException("heard");
    }
}

using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Forecasts;
using Unroll.Studies.Tasks.Text;

namespace Unroll.Studies.Tests.Tasks.Text;

public sealed class DynamicTextEvaluationTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void MeasureDynamically_NamesItsMetrics_AndLeavesModelAndRunAsTheyWere()
    {
        using TrainedModel model = Trained(TextMode.Stream);
        byte[] checkpoint = File.ReadAllBytes(model.Checkpoint!.Path);
        double plain = Loss(model.On([]));
        Evaluation followed = model.On([]).MeasureDynamically(CancellationToken.None);
        Assert.Equal(["dynamicLoss", "dynamicBitsPerCharacter", "dynamicAccuracy"], followed.Metrics.Select(metric => metric.Name));
        Assert.NotEqual(plain, followed.ByName["dynamicLoss"], 1e-5);
        Assert.Equal(followed.ByName["dynamicLoss"] / Math.Log(2), followed.ByName["dynamicBitsPerCharacter"], 1e-9);
        Assert.Contains("the run keeps the trained ones", Assert.Single(followed.Remarks), StringComparison.Ordinal);
        Assert.Equal(plain, Loss(model.On([])));
        Assert.Equal(checkpoint, File.ReadAllBytes(model.Checkpoint.Path));
        Assert.Equal(followed.Metrics, model.On([]).MeasureDynamically(CancellationToken.None).Metrics);
    }

    /// <summary>Of a copy the learned part is left out: it is the held-out part that is followed, with what the run's own text says of the gradients.</summary>
    [Fact]
    public void MeasureDynamically_TakesTheGradientsOfTheRunsOwnText_ForAnother()
    {
        using TrainedModel model = Trained(TextMode.Stream);
        File.Copy(_folder.File("book.txt"), _folder.File("copy.txt"));
        Assert.Equal(model.On([]).MeasureDynamically(CancellationToken.None).Metrics,
            model.On([_folder.File("copy.txt")]).MeasureDynamically(CancellationToken.None).Metrics);
    }

    [Fact]
    public void MeasureDynamically_Refuses_WhatReadsNoTextThrough()
    {
        using TrainedModel windows = Trained(TextMode.Window);
        Assert.StartsWith("dynamic: a run of the mode window reads no text through",
            Assert.Throws<SettingException>(() => windows.On([]).MeasureDynamically(CancellationToken.None)).Message, StringComparison.Ordinal);
        using TrainedModel nothing = Trained(TextMode.Stream, validationShare: 0);
        Assert.StartsWith("the run holds nothing out",
            Assert.Throws<InputException>(() => nothing.On([]).MeasureDynamically(CancellationToken.None)).Message, StringComparison.Ordinal);
        File.WriteAllText(_folder.File("series.csv"), "value\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 7}\n")));
        using PreparedRun series = new ForecastConfiguration { Data = [_folder.File("series.csv")], Window = 3, Units = 2 }
            .Prepare(new RunOptions { Folder = _folder.File("series"), Workers = 1 });
        Assert.Equal("dynamic: a run of the task forecast has no text to follow",
            Assert.Throws<SettingException>(() => series.Model.On([]).MeasureDynamically(CancellationToken.None)).Message);
    }

    public void Dispose() => _folder.Dispose();

    static double Loss(TaskRun run) => run.Measure(CancellationToken.None).ByName["loss"];

    TrainedModel Trained(TextMode mode, double validationShare = 0.3)
    {
        File.WriteAllText(_folder.File("book.txt"),
            string.Concat(Enumerable.Range(0, 100).Select(i => $"{"abcdef"[i * i % 6]} walked {(i * 7) % 10} times. ")));
        var configuration = new TextConfiguration
        {
            Data = _folder.File("book.txt"), ValidationShare = validationShare, Units = 8, Layers = 1, EmbeddingUnits = 3, Window = 10, Batch = 4, Steps = 60,
            LearningRate = 0.02f, Mode = mode,
        };
        string run = _folder.File($"run-{mode}-{validationShare}");
        RunTraining.Train(configuration, new RunOptions { Folder = run, Workers = 1, KeepsDetails = false }, CancellationToken.None);
        return SavedRun.Open(run, workers: 1);
    }
}

using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;

namespace Unroll.Studies.Tests.Runs;

public sealed class RunPauseTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Paused within an epoch and at the end of one, and again where it stands, it ends as a run that was never paused.</summary>
    [Fact]
    public void Resume_GoesOnToTheSameMetrics_AfterPauses()
    {
        RunConfiguration configuration = Configuration();
        RunResult straight = RunTraining.Train(configuration, Options("straight", null), default);
        int perEpoch = (int)(straight.Steps / straight.Epochs);
        Assert.Equal((false, false), (straight.IsPaused, straight.Stopped));
        RunResult paused = RunTraining.Train(configuration, Options("paused", new RunEnd(null, perEpoch - 1)), default);
        Assert.Equal((true, true, (long)perEpoch - 1, 0), (paused.IsPaused, paused.Stopped, paused.Steps, paused.Epochs));
        Assert.True(paused.Metrics["validationLoss"] > 0);

        // A process may be killed between the pause and what is made of it.
        RunResult again = Resume("paused", new RunEnd(null, perEpoch - 1));
        Assert.Equal((true, (long)perEpoch - 1), (again.IsPaused, again.Steps));
        Assert.Equal(paused.Metrics, again.Metrics);
        paused = Resume("paused", new RunEnd(2, null));
        Assert.Equal((true, 2L * perEpoch, 2), (paused.IsPaused, paused.Steps, paused.Epochs));
        RunResult end = Resume("paused", new RunEnd(straight.Epochs, null));
        Assert.Equal((false, false, straight.Steps), (end.IsPaused, end.Stopped, end.Steps));
        Assert.Equal(straight.Metrics, end.Metrics);
    }

    /// <summary>Stopped before its pause, it has no metrics of the pause.</summary>
    [Fact]
    public void Train_IsStopped_AndNotPaused_WhereTheUserStopsIt()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        RunResult result = RunTraining.Train(Configuration(), Options("stopped", new RunEnd(null, 1)), stop.Token);
        Assert.Equal((false, true, 0L), (result.IsPaused, result.Stopped, result.Steps));
    }

    RunResult Resume(string name, RunEnd? pause) =>
        RunTraining.Resume(ConfigurationFile.Read(new RunFolder(_folder.File(name)).Configuration), Options(name, pause), default);

    RunOptions Options(string name, RunEnd? pause) => new() { Folder = _folder.File(name), Workers = 1, KeepsDetails = false, Pause = pause };

    RunConfiguration Configuration()
    {
        string text = _folder.File("text.txt");
        File.WriteAllText(text, string.Concat(Enumerable.Repeat("a bc\nabcd ", 40)));
        return ConfigurationFile.FromJson($$"""
            {
              "task": "text", "data": {{System.Text.Json.JsonSerializer.Serialize(text)}}, "units": 4, "layers": 1, "window": 8, "batch": 4, "embeddingUnits": 4,
              "dropout": 0.2, "epochs": 3
            }
            """, "config.json");
    }
}

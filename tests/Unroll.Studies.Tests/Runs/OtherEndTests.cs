using System.Runtime.InteropServices;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Memory;

namespace Unroll.Studies.Tests.Runs;

/// <summary>A run that goes on to another end gives the bits of a run that had this end from the start, or it refuses.</summary>
public sealed class OtherEndTests : IDisposable
{
    const int PerEpoch = 60;

    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("constant")]
    [InlineData("exponential:decay_steps=20,warmup_steps=5")]
    [InlineData("constant", "reduce_lr_on_plateau:monitor=loss,patience=1,min_delta=1", "early_stopping:monitor=loss,patience=50")]
    public void Resume_GoesOnToMoreEpochs_WithTheBitsOfTheLongRun(string schedule, params string[] callbacks)
    {
        MemoryConfiguration configuration = Small() with { Schedule = schedule, Callbacks = callbacks };
        RunTraining.Train(configuration, Options("parts"), CancellationToken.None);
        RunResult longer = Resume("parts", new RunEnd(7, null));
        RunResult whole = RunTraining.Train(configuration with { Epochs = 7 }, Options("whole"), CancellationToken.None);
        Assert.Equal((7, 7L * PerEpoch, whole.Metrics["trainingLoss"]), (longer.Epochs, longer.Steps, longer.Metrics["trainingLoss"]));
        Assert.Equal(Weights("whole"), Weights("parts"));
        Assert.Equal(File.ReadAllText(new RunFolder(_folder.File("whole")).Configuration), File.ReadAllText(new RunFolder(_folder.File("parts")).Configuration));
    }

    [Fact]
    public void Resume_GoesOnToMoreSteps_AndToFewerThanWerePlanned()
    {
        RunTraining.Train(Small(), Options("parts"), CancellationToken.None);
        Assert.Equal(130, Resume("parts", new RunEnd(null, 130)).Steps);
        RunTraining.Train(Small() with { Steps = 130 }, Options("whole"), CancellationToken.None);
        Assert.Equal(Weights("whole"), Weights("parts"));

        using var stop = new CancellationTokenSource();
        RunTraining.Train(Small() with { Epochs = 90 }, Options("planned") with { Listener = new StopAtFirstSample(stop) }, stop.Token);
        Assert.Equal(130, Resume("planned", new RunEnd(null, 130)).Steps);
        Assert.Equal(Weights("whole"), Weights("planned"));
    }

    [Theory]
    [InlineData("shorter", "the run has made 120 steps already, more than the 60 steps that are wanted")]
    [InlineData("cosine", "the schedule cosine is laid over all steps of a run: of 420 steps instead of 120, the first 120 would have had other learning rates")]
    [InlineData("inside", "the run ended inside an epoch, after 70 steps where an epoch has 60 steps")]
    [InlineData("restored", "early_stopping brought the weights of the best epoch back")]
    public void Resume_Refuses_WhatWouldNotBeTheLongRun(string what, string reason)
    {
        MemoryConfiguration configuration = what switch
        {
            "cosine" => Small() with { Schedule = "cosine" },
            "inside" => Small() with { Steps = 70 },
            "restored" => Small() with { Callbacks = ["early_stopping:monitor=loss,patience=50,restore_best_weights=true"] },
            _ => Small(),
        };
        RunTraining.Train(configuration, Options("run"), CancellationToken.None);
        var folder = new RunFolder(_folder.File("run"));
        string before = File.ReadAllText(folder.Configuration);
        byte[] weights = Weights("run");
        string message = Assert.Throws<InputException>(() => Resume("run", new RunEnd(what == "shorter" ? 1 : 7, null))).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.EndsWith($"begin a new run from its weights, with --init-from {folder.FolderPath}", message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(folder.Configuration));
        Assert.Equal(weights, Weights("run"));
        Assert.True(File.Exists(folder.Record));
    }

    public void Dispose() => _folder.Dispose();

    static MemoryConfiguration Small() => new() { Words = ["helloworld"], Units = 5, Epochs = 2, Dropout = 0.2f };

    RunOptions Options(string name) => new() { Folder = _folder.File(name), Workers = 1 };

    RunResult Resume(string name, RunEnd end) => SavedRun.Resume(Options(name) with { End = end }, CancellationToken.None);

    byte[] Weights(string name)
    {
        using TrainedModel model = SavedRun.Open(_folder.File(name), "last");
        return MemoryMarshal.AsBytes(model.Network.Parameters.Values).ToArray();
    }

    sealed class StopAtFirstSample(CancellationTokenSource stop) : IRunListener
    {
        public void OnStart(RunStart start) => Assert.Equal(PerEpoch, start.StepsPerEpoch);

        public void OnSample(int epoch, string sample) => stop.Cancel();
    }
}

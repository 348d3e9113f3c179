using Unroll.Checkpoints;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Persistence;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests.Training.Callbacks;

/// <summary>A run with all callbacks at once, stopped anywhere and resumed, is the run that never stopped: weights, rates, counters and files.</summary>
public sealed class CallbackResumeTests : IDisposable
{
    const int Epochs = 12;

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>9 steps an epoch: in the first epoch, at ends of epochs, in the middle, and after the step with which an epoch ends.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(22)]
    [InlineData(36)]
    [InlineData(50)]
    [InlineData(9, true)]
    [InlineData(22, true)]
    public void Run_GoesOnAsIfItHadNeverStopped(int stopAfter, bool averages = false)
    {
        Outcome expected = Finish(Start("whole", averages), "whole");
        using (var cancellation = new CancellationTokenSource())
        using (Trainer first = Start("broken", averages, new LambdaCallback { BatchEnd = trainer => CancelAt(trainer, stopAfter, cancellation) }))
        {
            first.Run(cancellation.Token);
            Assert.True(first.IsCancelled);
            Checkpoint.Save(_folder.File("broken.safetensors"), first);
        }

        // What was written after the checkpoint, as by a run that was killed later, does not count.
        File.AppendAllText(Path.Combine(_folder.File("broken"), "log.csv"), "7,1,1\r\n");
        Trainer second = Start("broken", averages);
        Checkpoint.Restore(_folder.File("broken.safetensors"), second);
        Outcome outcome = Finish(second, "broken");
        Assert.Equal(expected.Weights, outcome.Weights);
        Assert.Equal(expected.Rates, outcome.Rates);
        Assert.Equal(expected.Losses, outcome.Losses);
        Assert.Equal(expected.States, outcome.States);
        Assert.Equal(expected.Csv, outcome.Csv);
        Assert.Equal(expected.Events, outcome.Events);
    }

    /// <summary>The run has to exercise what the test above is about.</summary>
    [Fact]
    public void Run_ReducesAndStops()
    {
        Outcome outcome = Finish(Start("whole", averages: false), "whole");
        Assert.InRange(outcome.Losses.Count, 5, Epochs - 1);
        // The scheduler alone would multiply by ¾.
        Assert.Contains(outcome.Rates.Zip(outcome.Rates.Skip(1)), rates => rates.Second < 0.5 * rates.First);
        Assert.Equal(outcome.Losses.Count, outcome.Events.Length);
    }

    Trainer Start(string name, bool averages, params Callback[] more)
    {
        string folder = _folder.File(name);
        WeightAverage? average = averages ? new WeightAverage { Momentum = 0.7, OverwriteFrequency = 13 } : null;
        Model model = TinyText.Model().Compile(new Adam(0.1f) { GlobalClipNorm = 0.5f, Average = average },
            new SparseCategoricalCrossentropy { FromLogits = true }, Metric.Accuracy);
        return new Trainer(model, TinyText.Streams(), TinyText.Options(Epochs) with
        {
            Callbacks =
            [
                new ModelCheckpoint(Path.Combine(folder, "best.safetensors")) { SaveBestOnly = true },
                new LearningRateScheduler((_, rate) => rate * 0.75),
                new ReduceLrOnPlateau { Factor = 0.25, Patience = 1, Cooldown = 1, MinDelta = 0.15 },
                new EarlyStopping { Patience = 3, MinDelta = 0.15, RestoreBestWeights = true },
                new CsvLogger(Path.Combine(folder, "log.csv")),
                new TensorBoard(folder) { UpdateFrequency = 7 },
                .. more,
            ],
        });
    }

    Outcome Finish(Trainer trainer, string name)
    {
        using (trainer)
        {
            History history = trainer.Run();
            string folder = _folder.File(name);
            return new Outcome(TinyText.Bits(trainer.Model), history["learning_rate"], history["val_loss"],
                [.. trainer.Options.Callbacks.Take(4).Select(callback => callback.SaveState())],
                File.ReadAllText(Path.Combine(folder, "log.csv")),
                EventRecords.Scalars(EventRecords.ReadFolder(Path.Combine(folder, "train")), "epoch_loss"));
        }
    }

    static void CancelAt(Trainer trainer, long step, CancellationTokenSource cancellation)
    {
        if (trainer.Step == step)
            cancellation.Cancel();
    }

    sealed record Outcome(int[] Weights, IReadOnlyList<double> Rates, IReadOnlyList<double> Losses, string?[] States, string Csv, (long, float)[] Events);
}

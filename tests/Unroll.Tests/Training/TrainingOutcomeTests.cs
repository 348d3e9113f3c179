using Unroll.Checkpoints;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests.Training;

public sealed class TrainingOutcomeTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(0.01f, TrainingOutcome.Completed)]
    [InlineData(1e4f, TrainingOutcome.Diverged)]
    [InlineData(float.MaxValue, TrainingOutcome.Failed)]
    public void Outcome_SaysHowTrainingEnded(float rate, TrainingOutcome expected)
    {
        Model model = Fresh(rate);
        Assert.Equal(expected, model.Fit(TinyText.Streams(), Options).Outcome);
    }

    [Fact]
    public void Outcome_IsStopped_ByACallback_ByCancellation_AndByLeavingOff()
    {
        var stop = new LambdaCallback { BatchEnd = trainer => trainer.Stop() };
        Assert.Equal(TrainingOutcome.Stopped, Fresh(0.01f).Fit(TinyText.Streams(), Options with { Callbacks = [stop] }).Outcome);
        Assert.Equal(TrainingOutcome.Stopped, Fresh(0.01f).Fit(TinyText.Streams(), Options, new CancellationToken(canceled: true)).Outcome);
        Assert.Equal(TrainingOutcome.Completed, Fresh(0.01f).Fit(TinyText.Streams(), Options with { Steps = 4 }).Outcome);
    }

    [Fact]
    public void Outcome_IsFailed_WhenTheLastLossIsInfinite_AndKerasGoesOn()
    {
        Model model = new Sequential(new Dense(1)).Compile(new Sgd(0), Loss.MeanSquaredError);
        History history = model.Fit(new ArrayData([1f], [1], [1e25f], [1]), new FitOptions());
        Assert.Equal((TrainingOutcome.Failed, TrainingFailure.NonFiniteLoss), (history.Outcome, history.Failure));
    }

    /// <summary>The first loss is in the checkpoint: a resumed training knows that it has become worse.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(18)]
    public void Outcome_IsDiverged_AfterAResumedRun(int stopAfter)
    {
        using (var trainer = new Trainer(Fresh(1e4f), TinyText.Streams(), Options with { Steps = stopAfter }))
        {
            trainer.Run();
            Checkpoint.Save(_folder.File("last.safetensors"), trainer);
        }

        using var resumed = new Trainer(Fresh(1e4f), TinyText.Streams(), Options);
        Checkpoint.Restore(_folder.File("last.safetensors"), resumed);
        Assert.Equal(TrainingFailure.Diverged, resumed.Run().Failure);
    }

    [Fact]
    public void LossWatch_KnowsADivergedTraining_ByAllOfItsLastLosses()
    {
        Assert.False(Watch([4, 79, 500, 900]).HasDiverged);
        Assert.True(Watch([4, 81, 500, 900]).HasDiverged);
        Assert.False(Watch([4, 401, 3, 900]).HasDiverged);
        Assert.False(Watch([4]).HasDiverged);
        Assert.False(Watch([]).HasDiverged);
        Assert.False(Watch([4, 1e9, double.NaN]).HasDiverged);

        // A first loss can be 0 by chance, and a loss negative.
        Assert.False(Watch([0, 15, 16, 17]).HasDiverged);
        Assert.False(Watch([-5, 90, 91]).HasDiverged);
        Assert.True(Watch([-5, 101, 102]).HasDiverged);

        // Ten of them count.
        double[] low = [4, 3, .. Enumerable.Repeat(1e6, 9)];
        Assert.False(Watch(low).HasDiverged);
        Assert.True(Watch([.. low, 1e6]).HasDiverged);
        LossWatch restored = Watch([1, 2]);
        restored.Restore(Watch([.. low, 1e6]).Save());
        Assert.Equal((true, 4, 1e6), (restored.HasDiverged, restored.First, restored.Last));
    }

    public void Dispose() => _folder.Dispose();

    static FitOptions Options => new() { Epochs = 2, BatchSize = 5, Workers = 2 };

    static LossWatch Watch(double[] losses)
    {
        var watch = new LossWatch();
        foreach (double loss in losses)
            watch.Add(loss);
        return watch;
    }

    static Sequential Fresh(float rate) => new Sequential(new Embedding(TinyText.Symbols, 6), new Gru(8) { ReturnSequences = true },
        new Dense(TinyText.Symbols))
    { Seed = 3 }.Compile(new Adam(rate), new SparseCategoricalCrossentropy { FromLogits = true });
}

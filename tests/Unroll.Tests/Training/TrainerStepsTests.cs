using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests.Training;

/// <summary>The loop in the caller's hands: Steps, and RunStep past the end of an epoch.</summary>
public sealed class TrainerStepsTests
{
    [Fact]
    public void Steps_EndInTheBitsOfRun_WithCallbacksAndValidation()
    {
        Model run = TinyText.Model(), stepped = TinyText.Model();
        var calls = new List<string>();
        History expected = run.Fit(TinyText.Streams(), TinyText.Options());
        using var trainer = new Trainer(stepped, TinyText.Streams(), TinyText.Options() with { Callbacks = [Recorder(calls)] });
        StepLog[] steps = [.. trainer.Steps()];
        Assert.Equal(TinyText.Bits(run), TinyText.Bits(stepped));
        Assert.Equal(expected["val_loss"], trainer.History["val_loss"]);
        Assert.Equal(expected["loss"], trainer.History["loss"]);
        Assert.Equal(Enumerable.Range(1, 27).Select(i => (long)i), steps.Select(step => step.Step));
        Assert.Equal((3, 9, 27), (steps[^1].Epoch, steps[^1].Batch, steps[^1].Step));
        Assert.Equal(trainer.LastLoss, steps[^1].Loss);
        Assert.Equal(["begin", .. Enumerable.Repeat("epoch", 3), "end"], calls);
        Assert.Equal(TrainingOutcome.Completed, trainer.History.Outcome);
        Assert.Empty(trainer.Steps());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(13)]
    [InlineData(27)]
    public void Steps_GoOnWhereTheyWereLeft(int left)
    {
        Model run = TinyText.Model(), stepped = TinyText.Model();
        var calls = new List<string>();
        History expected = run.Fit(TinyText.Streams(), TinyText.Options());
        using var trainer = new Trainer(stepped, TinyText.Streams(), TinyText.Options() with { Callbacks = [Recorder(calls)] });
        foreach (StepLog step in trainer.Steps())
            if (step.Step == left)
                break;
        Assert.Equal((left, "end"), (trainer.Step, calls[^1]));
        Assert.Equal(left / 9, trainer.History.Epochs.Count);
        Assert.Equal(left == 27 ? TrainingOutcome.Completed : TrainingOutcome.Stopped, trainer.History.Outcome);
        trainer.Run();
        Assert.Equal(TinyText.Bits(run), TinyText.Bits(stepped));
        Assert.Equal(expected["val_loss"], trainer.History["val_loss"]);
    }

    [Fact]
    public void Steps_EndWithTheStream_OfUnknownLength()
    {
        using var stream = new BatchStream([Batch(1), Batch(2), Batch(3)]);
        using var trainer = new Trainer(Line(), stream, new FitOptions { Epochs = 2 });
        Assert.Equal([(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)], trainer.Steps().Select(step => (step.Epoch, step.Batch)));
        Assert.Equal(2, trainer.History.Epochs.Count);
    }

    [Fact]
    public void Steps_DoNotHandOutTheStepThatEndedTraining()
    {
        var data = new ArrayData([1f, 2, float.NaN, 3], [1], [1f, 1, 1, 1], [1]);
        using var trainer = new Trainer(Line(), data, new FitOptions { BatchSize = 1, Shuffle = false, OnNonFiniteLoss = NonFiniteLoss.Stop });
        Assert.Equal(2, trainer.Steps().Count());
        Assert.Equal((TrainingOutcome.Failed, TrainingFailure.NonFiniteLoss), (trainer.History.Outcome, trainer.History.Failure));
    }

    [Fact]
    public void RunStep_SaysNo_PastTheEndOfTheEpoch()
    {
        using var trainer = new Trainer(TinyText.Model(), TinyText.Streams(), TinyText.Options());
        int steps = 0;
        while (trainer.RunStep())
            steps++;
        Assert.Equal((9, 9, 9), (steps, trainer.Batch, trainer.BatchesPerEpoch));
        Assert.False(trainer.RunStep());
        Assert.Equal(9, trainer.Step);
    }

    [Fact]
    public void RunStep_SaysNo_WhenTrainingHasToStop()
    {
        var data = new ArrayData([1f, float.NaN, 3], [1], [1f, 1, 1], [1]);
        using var trainer = new Trainer(Line(), data, new FitOptions { BatchSize = 1, Shuffle = false, OnNonFiniteLoss = NonFiniteLoss.Stop });
        int steps = 0;
        while (trainer.RunStep())
            steps++;
        Assert.Equal((1, true), (steps, trainer.StoppedOnNonFiniteLoss));
    }

    static Sequential Line() => new Sequential(new Dense(1)).Compile(new Sgd(0.01f), Loss.MeanSquaredError);

    static ArrayData Batch(int rows) => new(new float[rows], [1], new float[rows], [1]);

    static LambdaCallback Recorder(List<string> calls) => new()
    {
        TrainBegin = _ => calls.Add("begin"), EpochEnd = (_, _) => calls.Add("epoch"), TrainEnd = _ => calls.Add("end"),
    };
}

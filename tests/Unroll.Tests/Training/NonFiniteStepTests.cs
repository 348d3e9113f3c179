using Unroll.Checkpoints;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Parameters;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests.Training;

/// <summary>
/// A weight of 0.1 reads 1e20: the squared error of 1e38 is finite, its gradient of 2e39 is not. NaN makes the loss NaN.
/// </summary>
public sealed class NonFiniteStepTests : IDisposable
{
    const float BadGradient = 1e20f;

    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("none")]
    [InlineData("value")]
    [InlineData("norm")]
    [InlineData("global")]
    public void Stop_KeepsTheWeightsOfTheLastGoodStep_WhenAGradientIsNotFinite(string clipping)
    {
        Model expected = Fresh(Clipped(clipping)), model = Fresh(Clipped(clipping));
        expected.Fit(Rows(1, 2), Options(NonFiniteLoss.Stop));
        using var trainer = new Trainer(model, Rows(1, 2, BadGradient, 3), Options(NonFiniteLoss.Stop));
        History history = trainer.Run();
        Assert.Equal(TinyText.Bits(expected), TinyText.Bits(model));
        Assert.True(trainer.StoppedOnNonFiniteLoss);
        Assert.Equal(TrainingFailure.NonFiniteGradients, history.Failure);
        Assert.Equal((2, 2, 0), (trainer.Step, model.Optimizer!.Iterations, history.SkippedSteps));
        Assert.True(double.IsFinite(trainer.LastLoss));
    }

    [Theory]
    [InlineData(BadGradient)]
    [InlineData(float.NaN)]
    public void Skip_EndsInTheBitsOfATrainingWithoutTheStep(float bad)
    {
        Adam With() => new(0.01f) { GlobalClipNorm = 1, Average = new WeightAverage { Momentum = 0.5 } };
        Model expected = Fresh(With(), Metric.MeanAbsoluteError), model = Fresh(With(), Metric.MeanAbsoluteError);
        History without = expected.Fit(Rows(1, 2, 3), Options(NonFiniteLoss.Skip)), history = model.Fit(Rows(bad, 1, 2, bad, 3), Options(NonFiniteLoss.Skip));
        Assert.Equal(TinyText.Bits(expected), TinyText.Bits(model));
        Assert.Equal(without["loss"], history["loss"]);
        Assert.Equal(without["mean_absolute_error"], history["mean_absolute_error"]);
        Assert.Equal((0, 2), (without.SkippedSteps, history.SkippedSteps));
        Assert.Equal(TrainingFailure.None, history.Failure);
        Assert.Equal(3, model.Optimizer!.Iterations);
    }

    [Theory]
    [InlineData(BadGradient)]
    [InlineData(float.NaN)]
    public void Skip_Fails_WhenEveryStepIsSkipped(float bad)
    {
        Model model = Fresh(new Adam());
        History history = model.Fit(Rows(bad, bad), Options(NonFiniteLoss.Skip) with { Epochs = 2 });
        Assert.Equal((TrainingFailure.EveryStepSkipped, 4), (history.Failure, history.SkippedSteps));
        Assert.Equal(0.1f, model.GetWeights()[0][0]);
        Assert.True(double.IsNaN(history["loss"][0]));
    }

    /// <summary>No later step could make an update: the first one has made the weight infinite.</summary>
    [Theory]
    [InlineData(NonFiniteLoss.Stop)]
    [InlineData(NonFiniteLoss.Skip)]
    public void Training_Stops_WhenAnUpdateMakesTheWeightsInfinite(NonFiniteLoss policy)
    {
        Model model = Fresh(new Sgd(1e38f));
        using var trainer = new Trainer(model, Rows(100, 3, 4), Options(policy));
        History history = trainer.Run();
        Assert.Equal(TrainingFailure.NonFiniteWeights, history.Failure);
        Assert.True(trainer.StoppedOnNonFiniteLoss);
        Assert.Equal((1, 0), (trainer.Step, history.SkippedSteps));
    }

    [Fact]
    public void Training_Fails_WhenTheLastUpdateMakesTheWeightsInfinite()
    {
        History history = Fresh(new Sgd(float.MaxValue)).Fit(Rows(100), Options(NonFiniteLoss.Stop));
        Assert.Equal(TrainingFailure.NonFiniteWeights, history.Failure);
        Assert.True(double.IsFinite(history["loss"][0]));
    }

    [Fact]
    public void Continue_MakesTheUpdate_AsKerasDoes()
    {
        Model model = Fresh(new Sgd(1) { GlobalClipNorm = 1 });
        History history = model.Fit(Rows(BadGradient), Options(NonFiniteLoss.Continue));
        Assert.False(float.IsFinite(model.GetWeights()[0][0]));
        Assert.Equal((TrainingFailure.NonFiniteWeights, 0), (history.Failure, history.SkippedSteps));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Restore_KeepsTheCountOfSkippedSteps(int stopAfter)
    {
        ArrayData data = Rows(BadGradient, 1, float.NaN, 2, 3);
        Model unbroken = Fresh(new Adam(0.01f)), first = Fresh(new Adam(0.01f)), second = Fresh(new Adam(0.01f));
        History expected = unbroken.Fit(data, Options(NonFiniteLoss.Skip));
        var stop = new LambdaCallback { BatchEnd = run => StopAt(run, stopAfter) };
        using (var trainer = new Trainer(first, data, Options(NonFiniteLoss.Skip) with { Callbacks = [stop] }))
        {
            trainer.Run();
            Checkpoint.Save(_folder.File("last.safetensors"), trainer);
        }

        using var resumed = new Trainer(second, data, Options(NonFiniteLoss.Skip));
        Checkpoint.Restore(_folder.File("last.safetensors"), resumed);
        History history = resumed.Run();
        Assert.Equal((2, 2), (expected.SkippedSteps, history.SkippedSteps));
        Assert.Equal(TinyText.Bits(unbroken), TinyText.Bits(second));
        Assert.Equal(expected["loss"], history["loss"]);
    }

    [Fact]
    public void Skip_StartsTheCarriedStateFromZeros()
    {
        var output = new Dense(1) { KernelInitializer = new ConstantInitializer(1e19f) };
        Model model = new Sequential(new SimpleRnn(1) { KernelInitializer = Initializer.Ones }, output)
            .Compile(new Sgd(0), Loss.MeanSquaredError);
        var data = new ArrayData([1f, 1, 1], [1, 1], [1f, -1e19f, 1], [1]) { ContinuesSequences = true };
        var states = new List<float>();
        var watch = new LambdaCallback { BatchEnd = trainer => states.Add(Assert.Single(trainer.State!.Parts).Value[0]) };
        History history = model.Fit(data, Options(NonFiniteLoss.Skip) with { Callbacks = [watch] });
        Assert.Equal(history.SkippedSteps, states.Count(state => state == 0));
        Assert.InRange(history.SkippedSteps, 1, 3);
    }

    [Theory]
    [InlineData(NonFiniteLoss.Stop)]
    [InlineData(NonFiniteLoss.Skip)]
    public void Callbacks_SaveNothing_OfAStepThatEndedTraining(NonFiniteLoss policy)
    {
        var saved = new SaveCounter();
        Fresh(new Sgd(0)).Fit(Rows(1, BadGradient), Options(policy) with { Callbacks = [saved] });
        Assert.Equal(policy == NonFiniteLoss.Stop ? 1 : 3, saved.Count);
    }

    public void Dispose() => _folder.Dispose();

    static void StopAt(Trainer trainer, int step)
    {
        if (trainer.Step == step)
            trainer.Stop();
    }

    static Adam Clipped(string clipping) => clipping switch
    {
        "value" => new Adam(0.01f) { ClipValue = 1 },
        "norm" => new Adam(0.01f) { ClipNorm = 1 },
        "global" => new Adam(0.01f) { GlobalClipNorm = 1 },
        _ => new Adam(0.01f),
    };

    static Sequential Fresh(Optimizer optimizer, params Metric[] metrics) =>
        new Sequential(new Dense(1) { UseBias = false, KernelInitializer = new ConstantInitializer(0.1f) }).Compile(optimizer, Loss.MeanSquaredError, metrics);

    static ArrayData Rows(params float[] inputs) => new(inputs, [1], new float[inputs.Length], [1]);

    static FitOptions Options(NonFiniteLoss policy) => new() { BatchSize = 1, Shuffle = false, Workers = 2, OnNonFiniteLoss = policy };

    sealed class SaveCounter : Callback
    {
        public int Count { get; private set; }

        public override void OnSave(Trainer trainer) => Count++;
    }
}

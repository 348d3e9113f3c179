using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Unroll.Data;
using Unroll.Kernels.Simd;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Conditions;
using Unroll.Tests.Support;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests.Training;

public class TrainerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Run_EndsInTheSameBits_ForAnyNumberOfWorkers(int workers)
    {
        Model model = TinyText.Model();
        History history = model.Fit(TinyText.Streams(), TinyText.Options(workers: workers));
        Assert.Equal(ReferenceBits(out History reference), TinyText.Bits(model));
        Assert.Equal(reference["loss"], history["loss"]);
        Assert.Equal(reference["val_loss"], history["val_loss"]);
    }

    /// <summary>The hash is that of the widest lanes; the same test runs in CI with narrower ones.</summary>
    [MachineFact(Needs.FusedMultiplyAdd)]
    public void Run_EndsInTheSameBits_ForAnyLaneWithFusedMultiplyAdd()
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(ReferenceBits(out _).AsSpan())));
        Assert.Equal("f21a7d409672f7b3f606e010f6b7d82b8808d537cd88e6b160b77ae132fa7cfb", hash);
    }

    /// <summary>A callback may evaluate and predict in the middle of an epoch; and after it the model's metrics are those of the epoch.</summary>
    [Fact]
    public void Run_KeepsItsFigures_WhenACallbackEvaluatesTheModel()
    {
        History expected = TinyText.Model().Fit(TinyText.Streams(), TinyText.Options());
        Model model = TinyText.Model();
        double evaluated = 0;
        var curious = new LambdaCallback
        {
            BatchEnd = trainer =>
            evaluated = trainer.Model.Evaluate(TinyText.Streams(70), 2)["accuracy"] + trainer.Model.Predict([1, 2, 3], 3)[0]
        };
        History history = model.Fit(TinyText.Streams(), TinyText.Options() with { Callbacks = [curious] });
        Assert.NotEqual(0, evaluated);
        Assert.Equal(expected["loss"], history["loss"]);
        Assert.Equal(expected["accuracy"], history["accuracy"]);
        Assert.Equal(history["accuracy"][^1], model.Metrics[0].Result);
    }

    [Fact]
    public void Run_GivesOtherBits_ForAnotherSeed()
    {
        Model model = TinyText.Model(seed: 4);
        model.Fit(TinyText.Streams(), TinyText.Options());
        Assert.NotEqual(ReferenceBits(out _), TinyText.Bits(model));
    }

    [Fact]
    public void Run_StopsAtTheStepLimit_WithinAnEpoch()
    {
        Model model = TinyText.Model();
        using var trainer = new Trainer(model, TinyText.Streams(), TinyText.Options(epochs: 9) with { Steps = 13 });
        History history = trainer.Run();
        Assert.Equal(13, trainer.Step);
        Assert.Equal(2, history.Epochs.Count);
        Assert.Equal(9, history.Epochs[0].Steps);
        Assert.Equal(4, history.Epochs[1].Steps);
    }

    [Theory]
    [InlineData(NonFiniteLoss.Continue)]
    [InlineData(NonFiniteLoss.Stop)]
    [InlineData(NonFiniteLoss.Skip)]
    public void RunStep_AllocatesNothing_AfterTheFirstEpoch(NonFiniteLoss policy)
    {
        Model model = TinyText.Model();
        using var trainer = new Trainer(model, TinyText.Streams(), TinyText.Options() with { OnNonFiniteLoss = policy });
        for (int epoch = 0; epoch < 2; epoch++)
        {
            for (int batch = 0; batch < trainer.BatchesPerEpoch; batch++)
                trainer.RunStep();
            trainer.Rewind();
        }

        Assert.Equal(0, LeastAllocated(trainer));
    }

    [Theory]
    [InlineData(CharacterInput.Scalar)]
    [InlineData(CharacterInput.OneHot)]
    [InlineData(CharacterInput.Embedding)]
    public void RunStep_AllocatesNothing_OnWindows(CharacterInput input)
    {
        Model model = TinyText.Model(stream: false, input);
        using var trainer = new Trainer(model, TinyText.Windows(input), new FitOptions { BatchSize = 25, Workers = 2 });
        for (int epoch = 0; epoch < 2; epoch++)
        {
            for (int batch = 0; batch < trainer.BatchesPerEpoch; batch++)
                trainer.RunStep();
            trainer.Rewind();
        }

        Assert.Equal(0, LeastAllocated(trainer));
    }

    [Fact]
    public void Validation_DoesNotTouchTheTraining()
    {
        Model with = TinyText.Model(), without = TinyText.Model();
        with.Fit(TinyText.Streams(), TinyText.Options());
        without.Fit(TinyText.Streams(), TinyText.Options() with { Validation = null });
        Assert.Equal(TinyText.Bits(without), TinyText.Bits(with));
    }

    [Fact]
    public void Fit_WeighsTheShortLastBatchByItsRows()
    {
        // With a learning rate of zero the model never changes, so the mean over an epoch of ragged batches is that of one batch with all rows.
        float[] inputs = [.. Enumerable.Range(0, 7 * 3).Select(i => (i % 5) / 5f)];
        int[] targets = [0, 1, 2, 1, 0, 2, 2];
        Model model = new Sequential(new Dense(3, Activation.Softmax)).Compile(new Adam(0), Loss.SparseCategoricalCrossentropy, Metric.Accuracy);
        var data = new ArrayData(inputs, [3], targets, []);
        History ragged = model.Fit(data, new FitOptions { BatchSize = 3 });
        History whole = model.Fit(data, new FitOptions { BatchSize = 7 });
        Assert.Equal(whole["loss"][0], ragged["loss"][0], 6);
        Assert.Equal(whole["accuracy"][0], ragged["accuracy"][0], 12);
    }

    [Fact]
    public void Fit_Throws_BeforeCompile()
    {
        var model = new Sequential(new Dense(3));
        var error = Assert.Throws<InvalidOperationException>(() => model.Fit(new ArrayData([1f, 2], [2], [0], []), new FitOptions()));
        Assert.Contains("Compile", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NonFiniteLoss.Stop)]
    [InlineData(NonFiniteLoss.Skip)]
    public void Fit_KeepsItsWeights_WhenALossIsNotFinite(NonFiniteLoss policy)
    {
        Model model = new Sequential(new Dense(2)).Compile(new Adam(), new SparseCategoricalCrossentropy { FromLogits = true });
        model.Build([2]);
        int[] before = TinyText.Bits(model);
        using var trainer = new Trainer(model, new ArrayData([float.NaN, 1], [2], [0], []), new FitOptions { OnNonFiniteLoss = policy });
        trainer.Run();
        Assert.Equal(before, TinyText.Bits(model));
        Assert.Equal(policy == NonFiniteLoss.Stop, trainer.StoppedOnNonFiniteLoss);
    }

    [Fact]
    public void Fit_StartsTheOptimizerAnew_ForAnotherModel()
    {
        var shared = new Adam(0.01f);
        var data = new ArrayData([1f, 2, 3, 4], [2], [0, 1], []);
        Model Trained(Optimizer optimizer, long seed)
        {
            Model model = new Sequential(new Dense(3)) { Seed = seed }.Compile(optimizer, new SparseCategoricalCrossentropy { FromLogits = true });
            model.Fit(data, new FitOptions { Epochs = 3 });
            return model;
        }

        Trained(shared, 1);
        Assert.Equal(TinyText.Bits(Trained(new Adam(0.01f), 2)), TinyText.Bits(Trained(shared, 2)));
    }

    [Fact]
    public void Fit_WritesKerasProgress_WhenVerbose()
    {
        var output = new StringWriter();
        Model model = TinyText.Model();
        model.Fit(TinyText.Streams(), TinyText.Options(epochs: 2) with { Verbose = 2, Output = output });
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal("Epoch 1/2", lines[0]);
        Assert.Matches(@"^9/9 \[={20}\] - \d+s \d+(us|ms|s)/step - loss: \d\.\d{4} - accuracy: \d\.\d{4} - val_loss: \d\.\d{4} - val_accuracy: \d\.\d{4}$",
            lines[1]);
    }

    [Fact]
    public void Fit_IsSilent_ByDefault()
    {
        var output = new StringWriter();
        TinyText.Model().Fit(TinyText.Streams(), TinyText.Options() with { Output = output });
        Assert.Equal("", output.ToString());
    }

    /// <summary>The bytes that all threads allocate in an epoch.</summary>
    static long LeastAllocated(Trainer trainer) => Allocation.Least(() =>
    {
        for (int batch = 0; batch < trainer.BatchesPerEpoch; batch++)
            trainer.RunStep();
        trainer.Rewind();
    });

    static int[] ReferenceBits(out History history)
    {
        Model model = TinyText.Model();
        history = model.Fit(TinyText.Streams(), TinyText.Options(workers: 1));
        return TinyText.Bits(model);
    }
}

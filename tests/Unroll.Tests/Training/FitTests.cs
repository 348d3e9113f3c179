using Unroll.Autograd;
using Unroll.Data;
using Unroll.Kernels;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Randomness;
using Unroll.Tests.Support;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>The options of Fit, as Keras defines them.</summary>
public sealed class FitTests
{
    static readonly float[] s_x = RandomArray.Uniform(11 * 3, 1), s_y = RandomArray.Uniform(11, 2);

    static ArrayData Data => new(s_x, [3], s_y, [1]);

    static Sequential Fresh() =>
        new Sequential(new Dense(5, Activation.Tanh), new Dropout(0.2f), new Dense(1)) { Seed = 3 }.Compile(new Adam(0.01f), Loss.MeanSquaredError);

    [Theory]
    [InlineData(0.3, 7)]
    [InlineData(0.1, 9)]
    [InlineData(0.09, 10)]
    [InlineData(0.9, 1)]
    public void ValidationSplit_HoldsTheLastRowsOut(double share, int training)
    {
        Model split = Fresh(), apart = Fresh();
        var options = new FitOptions { Epochs = 2, BatchSize = 4 };
        History history = split.Fit(Data, options with { ValidationSplit = share });
        History expected = apart.Fit(new ArrayData(s_x[..(3 * training)], [3], s_y[..training], [1]),
            options with { Validation = new ArrayData(s_x[(3 * training)..], [3], s_y[training..], [1]) });
        Assert.Equal(apart.Parameters.Values, split.Parameters.Values);
        Assert.Equal(expected["val_loss"], history["val_loss"]);
        Assert.Equal(expected["loss"], history["loss"]);
    }

    [Theory]
    [InlineData(0.999)]
    [InlineData(1e-20)]
    public void ValidationSplit_Throws_WhenASideIsEmpty(double share) =>
        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => Fresh().Fit(Data, new FitOptions { ValidationSplit = share })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void ValidationSplit_Throws_OnDataThatCannotBeSplit()
    {
        var error = Assert.Throws<NotSupportedException>(() => TinyText.Model().Fit(TinyText.Streams(), new FitOptions { ValidationSplit = 0.2 }));
        Assert.Contains("Validation", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StepsPerEpoch_GoOnWhereTheLastEpochEnded()
    {
        // Three batches a pass: two epochs of three steps are three of two, in the same order of samples.
        Model whole = Fresh(), cut = Fresh(), longer = Fresh();
        whole.Fit(Data, new FitOptions { Epochs = 4, BatchSize = 4 });
        History history = cut.Fit(Data, new FitOptions { Epochs = 6, BatchSize = 4, StepsPerEpoch = 2 });
        longer.Fit(Data, new FitOptions { Epochs = 3, BatchSize = 4, StepsPerEpoch = 4 });
        Assert.Equal(whole.Parameters.Values, cut.Parameters.Values);
        Assert.Equal(whole.Parameters.Values, longer.Parameters.Values);
        Assert.All(history.Epochs, epoch => Assert.Equal(2, epoch.Steps));
    }

    [Fact]
    public void InitialEpoch_CountsEpochsAsDone()
    {
        Model model = Fresh();
        History history = model.Fit(Data, new FitOptions { InitialEpoch = 3, Epochs = 5 });
        Assert.Equal([4, 5], history.Epochs.Select(epoch => epoch.Epoch));
        Assert.Empty(model.Fit(Data, new FitOptions { InitialEpoch = 5, Epochs = 5 }).Epochs);

        // Without dropout, whose numbers belong to the step, three epochs and two more are five.
        Model five = Plain(), continued = Plain();
        five.Fit(Data, new FitOptions { Epochs = 5, BatchSize = 4 });
        continued.Fit(Data, new FitOptions { Epochs = 3, BatchSize = 4 });
        continued.Fit(Data, new FitOptions { InitialEpoch = 3, Epochs = 5, BatchSize = 4 });
        Assert.Equal(five.Parameters.Values, continued.Parameters.Values);

        static Model Plain() => new Sequential(new Dense(5, Activation.Tanh), new Dense(1)).Compile(new Adam(0.01f), Loss.MeanSquaredError);
    }

    [Fact]
    public void ValidationSteps_MeasureTheFirstBatches()
    {
        Model model = Fresh();
        History history = model.Fit(Data, new FitOptions { Validation = Data, ValidationBatchSize = 3, ValidationSteps = 2 });
        Assert.Equal(model.Evaluate(new ArrayData(s_x[..18], [3], s_y[..6], [1]), 3)["loss"], history["val_loss"][0]);
    }

    [Fact]
    public void Fit_Throws_ForNumbersThatCannotBe()
    {
        FitOptions good = new();
        foreach (FitOptions bad in new[]
        {
            good with { BatchSize = 0 }, good with { Epochs = -1 }, good with { InitialEpoch = -1 }, good with { Workers = -1 }, good with { Steps = -1 },
            good with { StepsPerEpoch = 0 }, good with { ValidationSteps = 0 }, good with { ValidationBatchSize = 0 }, good with { ValidationSplit = 1 },
            good with { ValidationSplit = -0.1 }, good with { ValidationSplit = double.NaN }, good with { Verbose = 3 },
            good with { ValidationSplit = 0.5, Validation = Data },
        })
            Assert.ThrowsAny<ArgumentException>(() => Fresh().Fit(Data, bad));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fresh().Evaluate(Data, batchSize: 0));
    }

    [Fact]
    public void RunStep_AllocatesNothing_OnArrays()
    {
        using var trainer = new Trainer(Fresh(), Data, new FitOptions { BatchSize = 4, StepsPerEpoch = 7, Epochs = 1000, Workers = 2 });
        for (int i = 0; i < 20; i++)
            trainer.RunStep();
        Assert.Equal(0, Allocation.Least(() =>
        {
            for (int i = 0; i < 7; i++)
                trainer.RunStep();
        }));
    }

    [Fact]
    public void Shuffle_TakesEverySampleOnce_InAnOrderOfTheEpoch()
    {
        using var workers = new Workers(1);
        var tape = new Tape(workers);
        ArrayData data = (ArrayData)new ArrayData([.. Enumerable.Range(0, 20).Select(i => (float)i)], [1], new int[20], []).Split(0.5).Validation;
        float[] first = Epoch(1), second = Epoch(2);
        Assert.Equal(Enumerable.Range(10, 10).Select(i => (float)i), first.Order());
        Assert.Equal(first.Order(), second.Order());
        Assert.NotEqual(first, second);
        Assert.Equal(first, Epoch(1));

        float[] Epoch(int key)
        {
            var values = new List<float>();
            for (int batch = 0; batch < data.BatchCount(4); batch++)
            {
                tape.Reset();
                values.AddRange(data.Cut(tape.Arena, 4, batch, RandomKey.FromSeed(key)).Inputs.Values);
            }

            return [.. values];
        }
    }
}

using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Schedules;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests.Training.Callbacks;

public class ReduceLrOnPlateauTests
{
    /// <summary>The rate after each epoch; it begins with 0.5.</summary>
    static double[] Rates(ReduceLrOnPlateau reduce, params double[] values)
    {
        using var run = new ScriptedRun(reduce);
        return [.. values.Select(value =>
        {
            run.Epoch(reduce.Monitor, value);
            return run.Rate;
        })];
    }

    [Fact]
    public void OnEpochEnd_ReducesAfterPatience_AndBeginsAnew() =>
        Assert.Equal([0.5, 0.5, 0.25, 0.25, 0.125, 0.125], Rates(new ReduceLrOnPlateau { Factor = 0.5, Patience = 2 }, 3, 3, 3, 3, 3, 2));

    [Fact]
    public void OnEpochEnd_AsksForTheLeastChange()
    {
        Assert.Equal([0.5, 0.25], Rates(new ReduceLrOnPlateau { Factor = 0.5, Patience = 1 }, 3, 3 - 1e-5));
        Assert.Equal([0.5, 0.5], Rates(new ReduceLrOnPlateau { Factor = 0.5, Patience = 1 }, 3, 3 - 1e-3));
        Assert.Equal([0.5, 0.5], Rates(new ReduceLrOnPlateau { Factor = 0.5, Patience = 1, MinDelta = 0 }, 3, 3 - 1e-5));
    }

    /// <summary>
    /// Two epochs of cooldown: the first is counted down before it is looked at, so that with patience 1 the second reduction comes in the second epoch.
    /// </summary>
    [Fact]
    public void OnEpochEnd_WaitsOutTheCooldown() =>
        Assert.Equal([0.5, 0.25, 0.25, 0.125, 0.125, 0.0625], Rates(new ReduceLrOnPlateau { Factor = 0.5, Patience = 1, Cooldown = 2 }, 3, 3, 3, 3, 3, 3));

    [Fact]
    public void OnEpochEnd_KeepsTheLeastRate() =>
        Assert.Equal([0.5, 0.25, 0.2f, 0.2f], Rates(new ReduceLrOnPlateau { Factor = 0.5, Patience = 1, MinLearningRate = 0.2 }, 3, 3, 3, 3));

    [Fact]
    public void OnEpochEnd_KnowsWhatRises() =>
        Assert.Equal([0.5, 0.5, 0.25], Rates(new ReduceLrOnPlateau { Monitor = "accuracy", Factor = 0.5, Patience = 1 }, 0.1, 0.2, 0.2));

    [Fact]
    public void OnEpochEnd_SaysSo_AsKerasDoes()
    {
        var output = new StringWriter();
        Rates(new ReduceLrOnPlateau { Factor = 0.5, Patience = 1, Output = output }, 3, 3);
        Assert.Equal("Epoch 2: ReduceLROnPlateau reducing learning rate to 0.25.", output.ToString().Trim());
    }

    [Fact]
    public void OnTrainBegin_Throws_ForASchedule()
    {
        Model model = new Sequential(new Dense(2))
            .Compile(new Adam { LearningRate = new CosineDecay(0.1, 10) }, new SparseCategoricalCrossentropy { FromLogits = true });
        var error = Assert.Throws<InvalidOperationException>(() =>
            model.Fit(new ArrayData([1f, 2], [2], [0], []), new FitOptions { Callbacks = [new ReduceLrOnPlateau { Monitor = "loss" }] }));
        Assert.Contains("CosineDecay", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void Factor_Throws_WhenItDoesNotReduce(double factor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceLrOnPlateau { Factor = factor });

    /// <summary>Some peers make a new optimizer when the rate changes, and lose its moments.</summary>
    [Fact]
    public void OnEpochEnd_KeepsTheOptimizersArrays_AndItsSteps()
    {
        var adam = new Adam(0.5f);
        Model model = new Sequential(new Dense(2)).Compile(adam, new SparseCategoricalCrossentropy { FromLogits = true });
        using var run = new Trainer(model, new ArrayData([1f, 2, 3, 4], [2], [0, 1], []), new FitOptions { Epochs = 3, Workers = 1 });
        run.Run();
        float[][] before = [.. adam.Slots.Select(slot => slot.Values.ToArray())];
        Assert.Contains(before[0], moment => moment != 0);
        var reduce = new ReduceLrOnPlateau { Patience = 1 };
        foreach (double value in new double[] { 1, 1 })
            reduce.OnEpochEnd(run, new EpochLog(1, 1, 0, new Dictionary<string, double> { ["val_loss"] = value }));
        Assert.Equal(0.05, adam.CurrentLearningRate, 1e-7);
        Assert.Equal(before, adam.Slots.Select(slot => slot.Values.ToArray()));
        Assert.Equal(3, adam.Iterations);
    }
}

using Unroll.Checkpoints;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests.Training.Callbacks;

public class EarlyStoppingTests
{
    /// <summary>The epoch (from 1) after which training ends; 0 when it does not.</summary>
    static int StoppedAfter(EarlyStopping stopping, params double[] values)
    {
        using var run = new ScriptedRun(stopping);
        foreach (double value in values)
        {
            run.Epoch(stopping.Monitor, value);
            if (stopping.StoppedEpoch > 0)
                break;
        }

        run.End();
        return stopping.StoppedEpoch;
    }

    [Fact]
    public void OnEpochEnd_StopsAfterPatience()
    {
        Assert.Equal(5, StoppedAfter(new EarlyStopping { Patience = 3 }, 5, 4, 4, 4.5, 4.2, 1));
        Assert.Equal(0, StoppedAfter(new EarlyStopping { Patience = 3 }, 5, 4, 4, 4.5, 3.9, 4, 4));
    }

    /// <summary>Patience 0 is over with the first epoch that is no better; the very first epoch never ends training.</summary>
    [Fact]
    public void OnEpochEnd_StopsAtOnce_WithoutPatience()
    {
        Assert.Equal(3, StoppedAfter(new EarlyStopping(), 5, 4, 4));
        Assert.Equal(2, StoppedAfter(new EarlyStopping(), double.NaN, double.NaN, 1));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(-0.5)]
    public void OnEpochEnd_AsksForTheLeastChange(double change)
    {
        // 4.5 is exactly the least change below 5, and so no improvement; 4.25 is more.
        Assert.Equal(3, StoppedAfter(new EarlyStopping { Patience = 2, MinDelta = change }, 5, 4.5, 4.75));
        Assert.Equal(5, StoppedAfter(new EarlyStopping { Patience = 2, MinDelta = change }, 5, 4.5, 4.25, 4, 4));
    }

    [Fact]
    public void OnEpochEnd_KnowsWhatRises()
    {
        Assert.Equal(4, StoppedAfter(new EarlyStopping { Monitor = "val_accuracy", Patience = 2 }, 0.1, 0.5, 0.5, 0.4, 0.9));
        Assert.Equal(4, StoppedAfter(new EarlyStopping { Monitor = "surprise", Mode = MonitorMode.Max, Patience = 2 }, 0.1, 0.5, 0.5, 0.4, 0.9));
        Assert.Equal(3, StoppedAfter(new EarlyStopping { Monitor = "val_accuracy", Mode = MonitorMode.Min, Patience = 2 }, 0.1, 0.5, 0.5, 0.4, 0.9));
    }

    [Fact]
    public void OnEpochEnd_AsksTheModelsMetrics_WhichWayTheirFiguresGo()
    {
        Model model = new Sequential(new Dense(2)).Compile(
            new Sgd(0), new SparseCategoricalCrossentropy { FromLogits = true }, new ErrorRate { Name = "accuracy" });
        var stopping = new EarlyStopping { Monitor = "accuracy" };
        using var run = new Trainer(model, new ArrayData([1f, 2], [2], [0], []), new FitOptions { Callbacks = [stopping], Workers = 1 });
        stopping.OnTrainBegin(run);
        foreach (double value in new double[] { 3, 2 })
            stopping.OnEpochEnd(run, new EpochLog(2, 1, 0, new Dictionary<string, double> { ["accuracy"] = value }));
        Assert.Equal(2, stopping.Best);
    }

    [Fact]
    public void OnEpochEnd_CountsFromTheFirstEpochThatCounts() =>
        Assert.Equal(5, StoppedAfter(new EarlyStopping { StartFromEpoch = 2, Patience = 2 }, 1, 9, 5, 6, 6, 6));

    /// <summary>Improvements that stay above the baseline are kept as the best, but patience goes on.</summary>
    [Fact]
    public void OnEpochEnd_RestartsPatience_OnlyBelowTheBaseline()
    {
        var stopping = new EarlyStopping { Baseline = 3, Patience = 3 };
        // Three improvements above 3: wait is 3, and the first epoch that does not improve ends training.
        Assert.Equal(4, StoppedAfter(stopping, 5, 4.5, 4, 4.2, 1));
        Assert.Equal((4, 3), (stopping.Best, stopping.BestEpoch));
        Assert.Equal(7, StoppedAfter(new EarlyStopping { Baseline = 3, Patience = 3 }, 5, 4, 2, 1, 2, 2, 2));
    }

    [Fact]
    public void OnTrainEnd_RestoresTheBestWeights_AlsoWhenTrainingRanOut()
    {
        var stopping = new EarlyStopping { Patience = 9, RestoreBestWeights = true, Output = new StringWriter() };
        using var run = new ScriptedRun(stopping);
        foreach (double value in new double[] { 5, 3, 4 })
            run.Epoch("val_loss", value);
        run.End();
        Assert.All(run.Trainer.Model.Parameters.Values.ToArray(), weight => Assert.Equal(2, weight));
        Assert.Equal(2, stopping.BestEpoch);
        Assert.Equal("Restoring model weights from the end of the best epoch: 2.", stopping.Output.ToString()!.Trim());
    }

    [Fact]
    public void OnTrainEnd_LeavesTheBestWeightsForTheNextRun_WhenTheOptimizerAverages()
    {
        var sgd = new Sgd(0.5f) { Average = new WeightAverage() };
        Model model = new Sequential(new Dense(2)).Compile(sgd, new SparseCategoricalCrossentropy { FromLogits = true });
        float[] best = [];
        var first = new LambdaCallback { EpochEnd = (trainer, epoch) => best = epoch.Epoch == 1 ? trainer.Model.Parameters.Values.ToArray() : best };
        var stopping = new EarlyStopping { Monitor = "loss", Mode = MonitorMode.Max, Patience = 9, RestoreBestWeights = true };
        using var run = new Trainer(model, new ArrayData([1f, 2, 3, 4], [2], [0, 1], []),
            new FitOptions { Epochs = 3, Callbacks = [first, stopping], Workers = 1 });
        run.Run();
        Assert.Equal(1, stopping.BestEpoch);
        Assert.Equal(best, model.Parameters.Values.ToArray());
        sgd.Average.Release();
        Assert.Equal(best, model.Parameters.Values.ToArray());
    }

    [Fact]
    public void OnTrainBegin_LeavesARunEnded_ThatItHadEnded()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("unroll-stopped-").FullName, "last.safetensors");
        Trainer Run(int epochs)
        {
            var stopping = new EarlyStopping { Monitor = "loss", Mode = MonitorMode.Max, RestoreBestWeights = true };
            return new Trainer(TinyText.Model(), TinyText.Streams(), TinyText.Options(epochs) with { Callbacks = [stopping] });
        }

        using Trainer first = Run(9), resumed = Run(9);
        first.Run();
        Assert.Equal((2, false), (first.Epoch, first.IsCancelled));
        Checkpoint.Save(path, first);
        Checkpoint.Restore(path, resumed);
        resumed.Run();
        Assert.Equal((2, first.Step), (resumed.Epoch, resumed.Step));
        Assert.Equal(TinyText.Bits(first.Model), TinyText.Bits(resumed.Model));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void OnTrainEnd_SaysWhenItStopped_AndLeavesTheWeightsAlone()
    {
        var stopping = new EarlyStopping { Output = new StringWriter() };
        using var run = new ScriptedRun(stopping);
        run.Epoch("val_loss", 3);
        run.Epoch("val_loss", 4);
        run.End();
        Assert.All(run.Trainer.Model.Parameters.Values.ToArray(), weight => Assert.Equal(2, weight));
        Assert.Equal("Epoch 2: early stopping", stopping.Output.ToString()!.Trim());
    }

    [Fact]
    public void OnTrainBegin_StartsAnew_ForAnotherRun()
    {
        var stopping = new EarlyStopping { Patience = 1 };
        Assert.Equal(2, StoppedAfter(stopping, 1, 2));
        Assert.Equal(0, StoppedAfter(stopping, 9, 8));
    }

    [Fact]
    public void OnTrainBegin_Throws_WhenTheNameDoesNotTellTheDirection()
    {
        var error = Assert.Throws<ArgumentException>(() => new ScriptedRun(new EarlyStopping { Monitor = "val_surprise" }));
        Assert.Contains("'val_surprise'", error.Message, StringComparison.Ordinal);
        Assert.Contains("min or max", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OnEpochEnd_Throws_ListingTheFigures_WhenTheFigureIsUnknown()
    {
        using var run = new ScriptedRun(new EarlyStopping());
        var error = Assert.Throws<InvalidOperationException>(() => run.Epoch(new Dictionary<string, double> { ["loss"] = 1, ["accuracy"] = 0.5 }));
        Assert.Contains("EarlyStopping watches 'val_loss'", error.Message, StringComparison.Ordinal);
        Assert.Contains("loss, accuracy", error.Message, StringComparison.Ordinal);
        Assert.Contains("FitOptions.Validation", error.Message, StringComparison.Ordinal);
    }
}

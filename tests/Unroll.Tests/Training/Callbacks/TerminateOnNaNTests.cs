using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests.Training.Callbacks;

public class TerminateOnNaNTests
{
    static Trainer NewTrainer(float bad, params Callback[] callbacks)
    {
        Model model = new Sequential(new Dense(1)).Compile(new Sgd(0.01f), Loss.MeanSquaredError);
        var data = new ArrayData([1f, 1, bad, 1], [1], [1f, 1, 1, 1], [1]);
        return new Trainer(model, data, new FitOptions { BatchSize = 1, Shuffle = false, Callbacks = callbacks, Workers = 1 });
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void OnBatchEnd_EndsTraining(float bad)
    {
        var output = new StringWriter();
        using Trainer trainer = NewTrainer(bad, new TerminateOnNaN { Output = output });
        trainer.Run();
        Assert.Equal(3, trainer.Step);
        Assert.Equal("Batch 2: Invalid loss, terminating training", output.ToString().Trim());
    }

    /// <summary>A NaN in the second epoch: training ends at once, with the best weights so far where they are kept, averages or not.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_EndsWithTheBestWeights(bool averages)
    {
        float[] x = [1, 2, 3, 4], best = [];
        var spoil = new LambdaCallback { BatchEnd = trainer => x[3] = trainer.Step == 6 ? float.NaN : x[3] };
        var keep = new LambdaCallback { EpochEnd = (trainer, epoch) => best = epoch.Epoch == 1 ? trainer.Model.Parameters.Values.ToArray() : best };
        Model model = new Sequential(new Dense(1)).Compile(new Sgd(0.01f) { Average = averages ? new WeightAverage { Momentum = 0.5 } : null },
            Loss.MeanSquaredError);
        using var trainer = new Trainer(model, new ArrayData(x, [1], [1f, 1, 1, 1], [1]), new FitOptions
        {
            BatchSize = 1, Epochs = 3, Shuffle = false, Workers = 1,
            Callbacks = [spoil, keep, new TerminateOnNaN(), new EarlyStopping { Monitor = "loss", Patience = 5, RestoreBestWeights = true }],
        });
        History history = trainer.Run();
        Assert.Equal((8, 2), (trainer.Step, history.Epochs.Count));
        Assert.True(double.IsNaN(history["loss"][1]));
        Assert.Equal(best, model.Parameters.Values.ToArray());
    }

    [Fact]
    public void OnBatchEnd_Throws_WhenAsked()
    {
        using Trainer trainer = NewTrainer(float.NaN, new TerminateOnNaN { RaiseError = true });
        Assert.Contains("batch 2 is NaN", Assert.Throws<InvalidOperationException>(() => trainer.Run()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OnBatchEnd_LetsFiniteLossesPass()
    {
        using Trainer trainer = NewTrainer(1, new TerminateOnNaN());
        trainer.Run();
        Assert.Equal(4, trainer.Step);
    }
}

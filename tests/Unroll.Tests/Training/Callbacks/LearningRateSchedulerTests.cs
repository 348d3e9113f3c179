using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests.Training.Callbacks;

public class LearningRateSchedulerTests
{
    static readonly ArrayData s_data = new([0f, 0], [1], [1f, 1], [1]);

    static Sequential NewModel() => new Sequential(new Dense(1)).Compile(new Sgd(0.25f), Loss.MeanSquaredError);

    static History Fit(Model model, LearningRateScheduler scheduler, int epochs) =>
        model.Fit(s_data, new FitOptions { Epochs = epochs, BatchSize = 2, Callbacks = [scheduler], Workers = 1 });

    [Fact]
    public void OnEpochBegin_SetsTheRateOfTheEpoch()
    {
        Model model = NewModel();
        History history = Fit(model, new LearningRateScheduler(epoch => epoch == 0 ? 0.25 : 0.125), 2);
        Assert.Equal([0.25, 0.125], history["learning_rate"]);
        // Inputs are 0, so only the bias learns: b ← b + 2η(1 − b) gives 0.5 and then 0.625.
        Assert.Equal(0.625f, model.Parameters.Parameters[1].Values[0]);
    }

    [Fact]
    public void OnEpochBegin_PassesTheRateSoFar() =>
        Assert.Equal([0.125, 0.0625, 0.03125], Fit(NewModel(), new LearningRateScheduler((_, rate) => rate / 2), 3)["learning_rate"]);

    [Fact]
    public void OnEpochBegin_SaysSo_AsKerasDoes()
    {
        var output = new StringWriter();
        Fit(NewModel(), new LearningRateScheduler(_ => 0.125) { Output = output }, 1);
        Assert.Equal("Epoch 1: LearningRateScheduler setting learning rate to 0.125.", output.ToString().Trim());
    }

    [Fact]
    public void OnEpochBegin_Throws_WhenTheRateIsNotOne() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Fit(NewModel(), new LearningRateScheduler(_ => double.NaN), 1));
}

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

using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests.Training.Callbacks;

public class LambdaCallbackTests
{
    [Fact]
    public void Delegates_AreCalledInTheirTurn()
    {
        var calls = new List<string>();
        var callback = new LambdaCallback
        {
            TrainBegin = _ => calls.Add("begin"),
            EpochBegin = trainer => calls.Add($"epoch {trainer.Epoch}"),
            BatchEnd = trainer => calls.Add($"batch {trainer.Batch}"),
            EpochEnd = (_, epoch) => calls.Add($"end of {epoch.Epoch}"),
            TrainEnd = _ => calls.Add("end"),
        };
        TinyText.Model().Fit(TinyText.Streams(), TinyText.Options() with { Steps = 2, Callbacks = [new LambdaCallback(), callback] });
        Assert.Equal(["begin", "epoch 0", "batch 1", "batch 2", "end of 1", "end"], calls);
    }

    [Fact]
    public void Delegates_CanStopTraining()
    {
        var callback = new LambdaCallback { EpochEnd = (trainer, _) => trainer.Stop() };
        Assert.Single(TinyText.Model().Fit(TinyText.Streams(), TinyText.Options() with { Callbacks = [callback] }).Epochs);
    }
}

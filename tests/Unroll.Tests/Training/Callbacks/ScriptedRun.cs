using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Training.Callbacks;

/// <summary>A trainer that makes no steps: callbacks are told of epochs with figures that a test makes up.</summary>
sealed class ScriptedRun : IDisposable
{
    public ScriptedRun(params Callback[] callbacks)
    {
        Model model = new Sequential(new Dense(2)).Compile(new Sgd(0.5f), new SparseCategoricalCrossentropy { FromLogits = true });
        Callbacks = callbacks;
        Trainer = new Trainer(model, new ArrayData([1f, 2, 3, 4], [2], [0, 1], []), new FitOptions { Callbacks = callbacks, Workers = 1 });
        foreach (Callback callback in callbacks)
            callback.OnTrainBegin(Trainer);
    }

    public Callback[] Callbacks { get; }

    public Trainer Trainer { get; }

    public double Rate => Trainer.Model.Optimizer!.CurrentLearningRate;

    /// <summary>An epoch with one figure.</summary>
    public void Epoch(string name, double value) => Epoch(new Dictionary<string, double> { [name] = value });

    public void Epoch(Dictionary<string, double> values)
    {
        // The weights tell which epoch they are from.
        Trainer.Model.Parameters.Values.Fill(Trainer.Epoch + 1);
        Trainer.Epoch++;
        var epoch = new EpochLog(Trainer.Epoch, 1, 0, values);
        Trainer.History.Add(epoch);
        foreach (Callback callback in Callbacks)
            callback.OnEpochEnd(Trainer, epoch);
        foreach (Callback callback in Callbacks)
            callback.OnSave(Trainer);
    }

    public void End()
    {
        foreach (Callback callback in Callbacks)
            callback.OnTrainEnd(Trainer);
    }

    public void Dispose() => Trainer.Dispose();
}

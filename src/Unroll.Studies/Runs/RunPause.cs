using Unroll.Training;

namespace Unroll.Studies.Runs;

/// <summary>Pauses a training after a number of steps, as Ctrl-C would there: its state is saved, and resumed it goes on to the same bits.</summary>
/// <param name="pause">After how many epochs or steps; null for no pause.</param>
/// <param name="cancellationToken">Stops the training anywhere.</param>
sealed class RunPause(RunEnd? pause, CancellationToken cancellationToken) : Callback, IDisposable
{
    readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    /// <summary>What the training is to obey.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Whether the pause, and nothing else, has stopped the training.</summary>
    public bool IsReached { get; private set; }

    /// <summary>A run that stands there already, as after a stop between its pause and its measurement, makes no step.</summary>
    public override void OnTrainBegin(Trainer trainer) => Check(trainer);

    public override void OnBatchEnd(Trainer trainer) => Check(trainer);

    public void Dispose() => _stop.Dispose();

    /// <summary>The metrics of a paused training under Keras' names: those of the epoch that has just ended, or of the running one so far.</summary>
    public static IReadOnlyDictionary<string, double> Measure(Trainer trainer, PreparedRun run, int workers, CancellationToken cancellationToken)
    {
        if (trainer.Batch == 0)
            return trainer.History.Epochs[^1].Values;
        var values = new Dictionary<string, double>();
        trainer.RunningMetrics.WriteTo(values, "");
        if (run.Data.HeldOut is { } heldOut)
            foreach ((string name, double value) in run.Model.Network.Evaluate(heldOut, run.Data.HeldOutBatchSize, workers, cancellationToken))
                values["val_" + name] = value;
        return values;
    }

    void Check(Trainer trainer)
    {
        if (pause is null || trainer.Step < (pause.Steps ?? (long)pause.Epochs!.Value * trainer.BatchesPerEpoch) || trainer.Step >= trainer.Options.Steps)
            return;
        IsReached = !cancellationToken.IsCancellationRequested;
        _stop.Cancel();
    }
}

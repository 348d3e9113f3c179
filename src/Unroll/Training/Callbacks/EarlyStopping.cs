using System.Globalization;
using Unroll.Parameters;

namespace Unroll.Training.Callbacks;

/// <summary>
/// Ends training when a figure no longer improves: Keras' EarlyStopping. Best figure, patience and kept weights survive a resumed run, and one that it has
/// ended
/// makes no more steps; the best weights come back at the end of training, also of one that ran its course, but not when it was cancelled and is to go on
/// later.
/// </summary>
public sealed class EarlyStopping : MonitorCallback
{
    float[]? _bestWeights;
    int _wait;

    /// <summary>Epochs without improvement after which training ends.</summary>
    public int Patience { get; init; }

    /// <summary>A change by this or less is no improvement; its sign does not matter.</summary>
    public double MinDelta { get; init; }

    /// <summary>What the figure must be better than for patience to begin anew; null for nothing.</summary>
    public double? Baseline { get; init; }

    /// <summary>Whether the model ends with the weights of its best epoch instead of the last one's.</summary>
    public bool RestoreBestWeights { get; init; }

    /// <summary>The first epoch that counts, from 0.</summary>
    public int StartFromEpoch { get; init; }

    /// <summary>The best epoch so far, from 1; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The epoch after which training was ended, from 1; 0 if it was not.</summary>
    public int StoppedEpoch { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin(Trainer trainer)
    {
        base.OnTrainBegin(trainer);
        if (StoppedEpoch > 0)
            trainer.Stop();
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(Trainer trainer, EpochLog epoch)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(epoch);
        double value = Watched(epoch.Values);
        if (epoch.Epoch - 1 < StartFromEpoch)
            return;
        if (RestoreBestWeights && _bestWeights is null)
            Keep(trainer, epoch);
        _wait++;
        if (IsImprovement(value, Best, MinDelta))
        {
            Best = value;
            Keep(trainer, epoch);
            if (Baseline is not { } baseline || IsImprovement(value, baseline, MinDelta))
                _wait = 0;
        }
        else if (_wait >= Patience && epoch.Epoch > 1)
        {
            StoppedEpoch = epoch.Epoch;
            trainer.Stop();
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        if (StoppedEpoch > 0)
            Output?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Epoch {StoppedEpoch}: early stopping"));
        if (!RestoreBestWeights || _bestWeights is null || trainer.IsCancelled)
            return;
        Output?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Restoring model weights from the end of the best epoch: {BestEpoch}."));
        _bestWeights.CopyTo(trainer.Model.Parameters.Values);
        trainer.Model.Parameters.NotifyChanged();
    }

    /// <inheritdoc/>
    public override string SaveState() => CallbackState.Write(("best", Best), ("wait", _wait), ("bestEpoch", BestEpoch), ("stoppedEpoch", StoppedEpoch));

    /// <inheritdoc/>
    public override void RestoreState(string state)
    {
        (Best, _wait) = (CallbackState.Read(state, "best"), (int)CallbackState.Read(state, "wait"));
        (BestEpoch, StoppedEpoch) = ((int)CallbackState.Read(state, "bestEpoch"), (int)CallbackState.Read(state, "stoppedEpoch"));

        // What is kept from another run is not of this one, whose own, if there are any, come next.
        _bestWeights = null;
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<float> SaveArray() => _bestWeights;

    /// <inheritdoc/>
    public override void RestoreArray(ReadOnlySpan<float> values) => _bestWeights = values.ToArray();

    private protected override void Reset() => (Best, _wait, BestEpoch, StoppedEpoch, _bestWeights) = (double.NaN, 0, 0, 0, null);

    void Keep(Trainer trainer, EpochLog epoch)
    {
        BestEpoch = epoch.Epoch;
        if (!RestoreBestWeights)
            return;
        ParameterStore store = trainer.Model.Parameters;
        _bestWeights ??= new float[store.Length];
        store.Values.CopyTo(_bestWeights);
    }
}

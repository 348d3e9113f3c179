using Unroll.Checkpoints;
using Unroll.Persistence;

namespace Unroll.Training.Callbacks;

/// <summary>
/// Lets a run that was killed go on when it is started again: Keras' BackupAndRestore, but exact. The backup is a <see cref="Checkpoint"/>, so the new run
/// stands
/// where the old one did, within an epoch too, with the callbacks' states, and ends in the same bits as a run that was never broken.
/// </summary>
/// <param name="folder">Where <c>backup.safetensors</c> goes; made when it is not there.</param>
public sealed class BackupAndRestore(string folder) : Callback
{
    long _savedStep = -1;
    bool _due;

    /// <summary>Saves after every so many steps instead of after epochs; null for epochs.</summary>
    public int? SaveFrequency { get; init; }

    /// <summary>Whether the backup is removed at the end of training. It stays when training was cancelled, so that it can go on.</summary>
    public bool DeleteCheckpoint { get; init; } = true;

    /// <summary>The file.</summary>
    public string FilePath => Path.Combine(folder, "backup.safetensors");

    /// <summary>Continues from the backup if there is one, unless the run was resumed already.</summary>
    /// <exception cref="InvalidDataException">The backup is damaged, or that of another model.</exception>
    public override void OnRestore(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        if (trainer.Step == 0 && File.Exists(FilePath))
            Checkpoint.Restore(FilePath, trainer);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The folder cannot be written; the message names the path.</exception>
    public override void OnTrainBegin(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        if (SaveFrequency is { } frequency)
            ArgumentOutOfRangeException.ThrowIfLessThan(frequency, 1, nameof(SaveFrequency));
        OutputFile.Check(nameof(BackupAndRestore), FilePath);
        (_savedStep, _due) = (trainer.Step, false);
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        _due = SaveFrequency is { } frequency && trainer.Step % frequency == 0;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(Trainer trainer, EpochLog epoch) => _due = SaveFrequency is null;

    /// <inheritdoc/>
    public override void OnSave(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        if (_due)
            Save(trainer);
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        if (!trainer.IsCancelled && DeleteCheckpoint)
            OutputFile.Write(nameof(BackupAndRestore), FilePath, File.Delete);
        else if (_savedStep != trainer.Step)
            Save(trainer);
    }

    void Save(Trainer trainer)
    {
        OutputFile.Write(nameof(BackupAndRestore), FilePath, file => Checkpoint.Save(file, trainer));
        (_savedStep, _due) = (trainer.Step, false);
    }
}

namespace Unroll.Training;

/// <summary>
/// Code that is invoked during training: a class derived from this overrides what it needs, and may end training by <see cref="Trainer.Stop"/>.
/// </summary>
public abstract class Callback
{
    /// <summary>The name under which <see cref="SaveState"/> is kept in a checkpoint.</summary>
    public virtual string StateName => GetType().Name;

    /// <summary>
    /// Before any callback has had its <see cref="OnTrainBegin"/>: the place to move the run to where an earlier one stood, so that all callbacks begin as
    /// parts
    /// of a resumed run.
    /// </summary>
    public virtual void OnRestore(Trainer trainer)
    {
    }

    /// <summary>Before the first step, also of a resumed run.</summary>
    public virtual void OnTrainBegin(Trainer trainer)
    {
    }

    /// <summary>Before the first step of an epoch, or of what is left of it.</summary>
    public virtual void OnEpochBegin(Trainer trainer)
    {
    }

    /// <summary>After every step. It runs once per step: allocate nothing here.</summary>
    public virtual void OnBatchEnd(Trainer trainer)
    {
    }

    /// <summary>After an epoch and its validation.</summary>
    /// <param name="trainer">The run.</param>
    /// <param name="epoch">Its figures, already in the history.</param>
    public virtual void OnEpochEnd(Trainer trainer, EpochLog epoch)
    {
    }

    /// <summary>
    /// After every callback has had its <see cref="OnBatchEnd"/> or <see cref="OnEpochEnd"/>: the place to save the run, whose checkpoint then holds the
    /// states that all callbacks have at this moment. It runs once per step: allocate nothing here unless there is something to save.
    /// </summary>
    public virtual void OnSave(Trainer trainer)
    {
    }

    /// <summary>After the last step, also when training was stopped.</summary>
    public virtual void OnTrainEnd(Trainer trainer)
    {
    }

    /// <summary>What has to survive a checkpoint, as text; null for nothing.</summary>
    public virtual string? SaveState() => null;

    /// <summary>Takes back what <see cref="SaveState"/> gave.</summary>
    public virtual void RestoreState(string state)
    {
    }

    /// <summary>Numbers that have to survive a checkpoint, too many for text: kept weights, for instance. Empty for none.</summary>
    public virtual ReadOnlyMemory<float> SaveArray() => default;

    /// <summary>Takes back what <see cref="SaveArray"/> gave, after <see cref="RestoreState"/>; not called where it gave nothing.</summary>
    public virtual void RestoreArray(ReadOnlySpan<float> values)
    {
    }
}

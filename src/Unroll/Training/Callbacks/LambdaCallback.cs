namespace Unroll.Training.Callbacks;

/// <summary>A callback made of delegates: Keras' LambdaCallback. Set what is needed.</summary>
/// <example>
/// <code>
/// new LambdaCallback { EpochEnd = (trainer, epoch) => { if (epoch.Values["loss"] &lt; 0.1) trainer.Stop(); } }
/// </code>
/// </example>
public sealed class LambdaCallback : Callback
{
    /// <summary>Before the first step.</summary>
    public Action<Trainer>? TrainBegin { get; init; }

    /// <summary>Before the first step of an epoch.</summary>
    public Action<Trainer>? EpochBegin { get; init; }

    /// <summary>After every step.</summary>
    public Action<Trainer>? BatchEnd { get; init; }

    /// <summary>After an epoch and its validation.</summary>
    public Action<Trainer, EpochLog>? EpochEnd { get; init; }

    /// <summary>After the last step.</summary>
    public Action<Trainer>? TrainEnd { get; init; }

    /// <inheritdoc/>
    public override void OnTrainBegin(Trainer trainer) => TrainBegin?.Invoke(trainer);

    /// <inheritdoc/>
    public override void OnEpochBegin(Trainer trainer) => EpochBegin?.Invoke(trainer);

    /// <inheritdoc/>
    public override void OnBatchEnd(Trainer trainer) => BatchEnd?.Invoke(trainer);

    /// <inheritdoc/>
    public override void OnEpochEnd(Trainer trainer, EpochLog epoch) => EpochEnd?.Invoke(trainer, epoch);

    /// <inheritdoc/>
    public override void OnTrainEnd(Trainer trainer) => TrainEnd?.Invoke(trainer);
}

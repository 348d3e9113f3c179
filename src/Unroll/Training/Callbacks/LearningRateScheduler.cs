using System.Globalization;
using Unroll.Optimizers;

namespace Unroll.Training.Callbacks;

/// <summary>
/// Sets the learning rate at the beginning of every epoch: Keras' LearningRateScheduler. An epoch that a resumed run enters in its middle keeps the rate that
/// it had.
/// The optimizer's rate must be a number, not a schedule.
/// </summary>
/// <param name="schedule">From the epoch (from 0) and the rate so far to the rate.</param>
public sealed class LearningRateScheduler(Func<int, double, double> schedule) : Callback
{
    int _scheduled = -1;

    /// <summary>Sets the learning rate at the beginning of every epoch.</summary>
    /// <param name="schedule">From the epoch (from 0) to the rate.</param>
    public LearningRateScheduler(Func<int, double> schedule)
        : this((epoch, _) => schedule(epoch)) => ArgumentNullException.ThrowIfNull(schedule);

    /// <summary>Where messages go; null for nowhere.</summary>
    public TextWriter? Output { get; init; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The optimizer's rate is a schedule.</exception>
    public override void OnTrainBegin(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        AdjustableRate.Require(nameof(LearningRateScheduler), trainer.Model.Optimizer!);
        if (trainer.Step == 0)
            _scheduled = -1;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not a number.</exception>
    public override void OnEpochBegin(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        if (trainer.Epoch == _scheduled)
            return;
        _scheduled = trainer.Epoch;
        Optimizer optimizer = trainer.Model.Optimizer!;
        // Keras keeps the rate in single precision.
        double rate = (float)schedule(trainer.Epoch, optimizer.CurrentLearningRate);
        optimizer.CurrentLearningRate = rate;
        Output?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Epoch {trainer.Epoch + 1}: LearningRateScheduler setting learning rate to {rate:G9}."));
    }

    /// <inheritdoc/>
    public override string SaveState() => CallbackState.Write(("scheduled", _scheduled));

    /// <inheritdoc/>
    public override void RestoreState(string state) => _scheduled = (int)CallbackState.Read(state, "scheduled");
}

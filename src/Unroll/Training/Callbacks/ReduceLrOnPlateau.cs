using System.Globalization;
using Unroll.Optimizers;

namespace Unroll.Training.Callbacks;

/// <summary>
/// Multiplies the learning rate when a figure no longer improves: Keras' ReduceLROnPlateau. The rate, the best figure, patience and cooldown survive a resumed
/// run.
/// The optimizer's rate must be a number, not a schedule.
/// </summary>
public sealed class ReduceLrOnPlateau : MonitorCallback
{
    int _cooldownLeft;
    int _wait;

    /// <summary>What the rate is multiplied by: above 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public double Factor
    {
        get;
        init => field = value is > 0 and < 1 ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "ReduceLrOnPlateau's factor lies between 0 and 1, both excluded.");
    } = 0.1;

    /// <summary>Epochs without improvement after which the rate is reduced.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>A change by this or less is no improvement; its sign does not matter.</summary>
    public double MinDelta { get; init; } = 1e-4;

    /// <summary>Epochs after a reduction in which nothing is counted.</summary>
    public int Cooldown { get; init; }

    /// <summary>The least rate.</summary>
    public double MinLearningRate { get; init; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The optimizer's rate is a schedule, or the figure does not tell which way it gets better.</exception>
    public override void OnTrainBegin(Trainer trainer)
    {
        base.OnTrainBegin(trainer);
        AdjustableRate.Require(nameof(ReduceLrOnPlateau), trainer.Model.Optimizer!);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(Trainer trainer, EpochLog epoch)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(epoch);
        double value = Watched(epoch.Values);
        if (_cooldownLeft > 0)
        {
            _cooldownLeft--;
            _wait = 0;
        }

        if (IsImprovement(value, Best, MinDelta))
            (Best, _wait) = (value, 0);
        else if (_cooldownLeft == 0 && ++_wait >= Patience)
            Reduce(trainer.Model.Optimizer!, epoch);
    }

    /// <inheritdoc/>
    public override string SaveState() => CallbackState.Write(("best", Best), ("wait", _wait), ("cooldown", _cooldownLeft));

    /// <inheritdoc/>
    public override void RestoreState(string state) =>
        (Best, _wait, _cooldownLeft) = (CallbackState.Read(state, "best"), (int)CallbackState.Read(state, "wait"), (int)CallbackState.Read(state, "cooldown"));

    private protected override void Reset() => (Best, _wait, _cooldownLeft) = (double.NaN, 0, 0);

    void Reduce(Optimizer optimizer, EpochLog epoch)
    {
        // Keras keeps the rate in single precision.
        double rate = optimizer.CurrentLearningRate;
        if (rate <= (float)MinLearningRate)
            return;
        rate = (float)Math.Max(rate * Factor, MinLearningRate);
        optimizer.CurrentLearningRate = rate;
        Output?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch.Epoch}: ReduceLROnPlateau reducing learning rate to {rate:G9}."));
        (_cooldownLeft, _wait) = (Cooldown, 0);
    }
}

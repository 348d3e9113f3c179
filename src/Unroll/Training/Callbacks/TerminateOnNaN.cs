using System.Globalization;

namespace Unroll.Training.Callbacks;

/// <summary>
/// Ends training when the loss of a batch is not a finite number: Keras' TerminateOnNaN. The update of that batch has been made by then;
/// <see cref="NonFiniteLoss.Stop"/> ends training before it.
/// </summary>
public sealed class TerminateOnNaN : Callback
{
    /// <summary>Whether to throw instead of ending training in order.</summary>
    public bool RaiseError { get; init; }

    /// <summary>Where the message goes; null for nowhere.</summary>
    public TextWriter? Output { get; init; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The loss is not a finite number, and <see cref="RaiseError"/> is set.</exception>
    public override void OnBatchEnd(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        if (double.IsFinite(trainer.LastLoss))
            return;
        if (RaiseError)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"The loss of batch {trainer.Batch - 1} is {trainer.LastLoss}: training cannot continue. Try a smaller learning rate, or limit the gradients' "
                + $"norm."));
        Output?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Batch {trainer.Batch - 1}: Invalid loss, terminating training"));
        trainer.Stop();
    }
}

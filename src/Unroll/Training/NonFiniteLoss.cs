namespace Unroll.Training;

/// <summary>What happens when the loss or a gradient of a step is NaN or infinite.</summary>
public enum NonFiniteLoss
{
    /// <summary>Training continues, as in Keras: the update is made, and weights become NaN. Gradients are not checked.</summary>
    Continue,

    /// <summary>Training stops before the update, with the weights of the step before.</summary>
    Stop,

    /// <summary>
    /// The step makes no update, and a carried state starts from zeros: <see cref="History.SkippedSteps"/> counts it, the metrics of the epoch do not.
    /// Training stops when the weights themselves are NaN or infinite, for no later step could make an update.
    /// </summary>
    Skip,
}

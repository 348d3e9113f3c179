namespace Unroll.Training;

/// <summary>What happens when a loss is not a finite number.</summary>
public enum NonFiniteLoss
{
    /// <summary>Training goes on, as in Keras.</summary>
    Continue,

    /// <summary>Training stops before the update, with the weights of the step before.</summary>
    Stop,

    /// <summary>The step makes no update.</summary>
    Skip,
}

namespace Unroll.Training;

/// <summary>Why a training gave no usable model: <see cref="History.Failure"/>.</summary>
public enum TrainingFailure
{
    /// <summary>It did not fail.</summary>
    None,

    /// <summary>Training stopped on a loss that is NaN or infinite, with the weights of the last update.</summary>
    NonFiniteLoss,

    /// <summary>Training stopped on a gradient that is NaN or infinite, with the weights of the last update.</summary>
    NonFiniteGradients,

    /// <summary>The last update made a weight NaN or infinite, as a very large learning rate does: the model is of no use.</summary>
    NonFiniteWeights,

    /// <summary>No step made an update: each had a loss or a gradient that is NaN or infinite.</summary>
    EveryStepSkipped,

    /// <summary>
    /// The losses of all the last steps were above that of the first step by far, as with a learning rate that is too large: training has made the model worse.
    /// </summary>
    Diverged,
}

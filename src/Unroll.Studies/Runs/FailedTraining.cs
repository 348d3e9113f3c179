using Unroll.Training;

namespace Unroll.Studies.Runs;

/// <summary>Says why a training gave no usable model.</summary>
static class FailedTraining
{
    /// <summary>In words; null where the training did not fail.</summary>
    /// <param name="history">What it ended with.</param>
    /// <param name="steps">Steps made.</param>
    public static string? Reason(History history, long steps) => history.Failure switch
    {
        TrainingFailure.NonFiniteLoss => $"the loss became NaN or infinite at step {steps + 1}",
        TrainingFailure.NonFiniteGradients => $"the gradients became NaN or infinite at step {steps + 1}",
        TrainingFailure.NonFiniteWeights => $"the weights became NaN or infinite by step {steps}",
        TrainingFailure.EveryStepSkipped => $"each of the {steps} steps was skipped, as its loss or gradients were NaN or infinite; nothing was learned",
        _ => null,
    };
}

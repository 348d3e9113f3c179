using System.Globalization;
using Unroll.Training;

namespace Unroll.Studies.Runs;

/// <summary>Says why a training gave no usable model.</summary>
static class FailedTraining
{
    /// <summary>In words; null where the training did not fail.</summary>
    /// <param name="trainer">The run, at its end.</param>
    public static string? Reason(Trainer trainer) => Reason(trainer.History.Failure, trainer.Step, trainer.Losses);

    static string? Reason(TrainingFailure failure, long steps, LossWatch losses) => failure switch
    {
        TrainingFailure.NonFiniteLoss => $"the loss became NaN or infinite at step {steps + 1}",
        TrainingFailure.NonFiniteGradients => $"the gradients became NaN or infinite at step {steps + 1}",
        TrainingFailure.NonFiniteWeights => $"the weights became NaN or infinite by step {steps}",
        TrainingFailure.EveryStepSkipped => $"each of the {steps} steps was skipped, as its loss or gradients were NaN or infinite; nothing was learned",
        TrainingFailure.Diverged =>
            string.Create(CultureInfo.InvariantCulture,
                $"the training diverged: its loss was {losses.First:G4} at the first step and {losses.Last:G4} or more at the last ones"),
        _ => null,
    };
}

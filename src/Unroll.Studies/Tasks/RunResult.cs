namespace Unroll.Studies.Tasks;

/// <summary>What a run ended with.</summary>
/// <param name="Folder">The run folder.</param>
/// <param name="Configuration">What it was made from.</param>
/// <param name="Parameters">Weights of the model.</param>
/// <param name="Epochs">Finished epochs.</param>
/// <param name="Steps">Steps, skipped ones included.</param>
/// <param name="SkippedSteps">Steps that made no update, because their loss or gradients were NaN or infinite.</param>
/// <param name="Seconds">Time of training.</param>
/// <param name="Figures">The last epoch's figures under their stable names: trainingLoss, trainingAccuracy, validationLoss, validationAccuracy.</param>
/// <param name="Evaluation">What the trained weights came to on the held-out part; null where the run did not end or nothing is held out.</param>
/// <param name="Unit">What the speed is counted in.</param>
/// <param name="UnitsPerSecond">Units learned a second.</param>
/// <param name="IsSynthetic">Whether the program made the data up.</param>
/// <param name="Stopped">Whether the run was stopped before its end and can be resumed.</param>
/// <param name="Failure">Why the run gave no usable model; null where it did not fail.</param>
public sealed record RunResult(string Folder, RunConfiguration Configuration, long Parameters, int Epochs, long Steps, long SkippedSteps, double Seconds,
    IReadOnlyDictionary<string, double> Figures, Evaluation? Evaluation, string Unit, double UnitsPerSecond, bool IsSynthetic, bool Stopped, string? Failure);

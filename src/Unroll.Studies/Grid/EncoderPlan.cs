using Unroll.Studies.Pretraining;

namespace Unroll.Studies.Grid;

/// <summary>What a study pretrains before its trainings.</summary>
/// <param name="Encoder">The encoder.</param>
/// <param name="IsMade">Whether that is done already.</param>
/// <param name="Configuration">What it is made from, with the files of its data.</param>
/// <param name="Data">Its data in one line.</param>
/// <param name="Remarks">What a reader should know of the data, a line each.</param>
/// <param name="Tokens">Tokens that it learns from.</param>
/// <param name="Parameters">Weights of the model.</param>
/// <param name="Steps">Updates.</param>
/// <param name="Time">How long it takes; null where it was not measured, and where it is made.</param>
public sealed record EncoderPlan(StudyEncoder Encoder, bool IsMade, PretrainingConfiguration Configuration, string Data, IReadOnlyList<string> Remarks,
    long Tokens, long Parameters, long Steps, TimeSpan? Time);

namespace Unroll.Studies.Runs;

/// <summary>What a run begins with.</summary>
/// <param name="Folder">The run folder.</param>
/// <param name="Run">What is trained on what.</param>
/// <param name="StepsPerEpoch">Updates in a pass over the training part.</param>
/// <param name="ResumedAtStep">The step at which a resumed run continues; 0 for a new one.</param>
public sealed record RunStart(string Folder, PreparedRun Run, int StepsPerEpoch, long ResumedAtStep);

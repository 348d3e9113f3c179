namespace Unroll.Studies.Tasks;

/// <summary>What a run begins with.</summary>
/// <param name="Folder">The run folder.</param>
/// <param name="Configuration">What it is made from.</param>
/// <param name="Data">The data.</param>
/// <param name="Parameters">Weights of the model.</param>
/// <param name="StepsPerEpoch">Updates in a pass over the training part.</param>
/// <param name="Steps">Updates in all.</param>
/// <param name="ResumedAtStep">Where a resumed run goes on; 0 for a new one.</param>
public sealed record RunStart(string Folder, RunConfiguration Configuration, TaskData Data, long Parameters, int StepsPerEpoch, long Steps, long ResumedAtStep);

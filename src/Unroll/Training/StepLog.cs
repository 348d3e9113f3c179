namespace Unroll.Training;

/// <summary>A step of <see cref="Trainer.Steps"/>.</summary>
/// <param name="Epoch">The epoch's number, from 1.</param>
/// <param name="Batch">The batch's number in the epoch, from 1.</param>
/// <param name="Step">The step's number in the run, from 1.</param>
/// <param name="Loss">The loss of its batch, before the update.</param>
public readonly record struct StepLog(int Epoch, int Batch, long Step, double Loss);

namespace Unroll.Training;

/// <summary>The metric values of an epoch.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Steps">Steps made in it, skipped ones included.</param>
/// <param name="Seconds">Its time, validation included.</param>
/// <param name="Values">The values by name, in order: loss, metrics, val_loss, val_metrics, learning_rate.</param>
public sealed record EpochLog(int Epoch, long Steps, double Seconds, IReadOnlyDictionary<string, double> Values);

using Unroll.Tensors;

namespace Unroll.Data;

/// <summary>What one step reads, in the engine's order: [time, batch, …].</summary>
/// <param name="Inputs">Values or ids.</param>
/// <param name="Targets">Values or ids, as the loss takes them.</param>
/// <param name="Weight">How much the batch counts in the mean of an epoch: its rows or, of a text whose batches differ in their steps, rows × steps.</param>
/// <param name="StartsSequences">Whether its sequences are new: a carried state is reset before it.</param>
/// <param name="SampleWeights">How much each sample counts in the loss, [batch], or each of its time steps, [time, batch]; or empty.</param>
public readonly record struct Batch(Tensor Inputs, Tensor Targets, int Weight, bool StartsSequences = false, Tensor SampleWeights = default);

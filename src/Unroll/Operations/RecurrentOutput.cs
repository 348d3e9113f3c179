using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>What a recurrence gives.</summary>
/// <param name="Sequence">[time, batch, units], or [batch, units] of the last step.</param>
/// <param name="Hidden">[batch, units]: h after the last step, if <see cref="RecurrenceOptions.ReturnState"/> asks for it.</param>
/// <param name="Cell">[batch, units]: c of an LSTM, likewise.</param>
public readonly record struct RecurrentOutput(Tensor Sequence, Tensor Hidden = default, Tensor Cell = default);

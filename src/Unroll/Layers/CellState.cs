using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>What a recurrent layer remembers between two steps, as tensors through which gradients flow. Default: zeros.</summary>
/// <param name="Hidden">h: [batch, units]; empty for zeros.</param>
/// <param name="Cell">c of an LSTM: [batch, units]; empty for zeros and in other layers.</param>
public readonly record struct CellState(Tensor Hidden, Tensor Cell = default);

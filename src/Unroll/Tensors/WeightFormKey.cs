using Unroll.Kernels.MatMul;

namespace Unroll.Tensors;

/// <summary>Which form of which weights of a storage.</summary>
/// <param name="Offset">Where the weights begin.</param>
/// <param name="Layout">How they are packed.</param>
/// <param name="IsTransposed">Whether their transpose is.</param>
/// <param name="Table">Where the table begins that they are multiplied with beforehand; −1 for none.</param>
/// <param name="Bias">Where the bias begins that is added; −1 for none.</param>
readonly record struct WeightFormKey(int Offset, PanelLayout Layout, bool IsTransposed = false, int Table = -1, int Bias = -1);

using Unroll.Kernels;
using Unroll.Kernels.MatMul;

namespace Unroll.Tensors;

/// <summary>A matrix of weights in panels.</summary>
readonly ref struct PackedMatrix(Workers workers, MatrixView operand, PanelLayout layout) : IWeightForm
{
    readonly MatrixView _operand = operand;

    public int Length => layout.Length;

    public void Fill(Span<float> values) => Packing.Run(workers, _operand, layout, values);
}

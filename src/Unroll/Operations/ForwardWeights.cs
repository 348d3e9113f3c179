using Unroll.Autograd;
using Unroll.Kernels.MatMul;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Weights as the products of a forward pass read them.</summary>
static class ForwardWeights
{
    /// <summary>The columns of a matrix from one on, packed in the format of the tape.</summary>
    /// <param name="weights">The matrix.</param>
    /// <param name="tape">The step.</param>
    /// <param name="layout">How they are packed, and how many columns.</param>
    /// <param name="firstColumn">The first of the columns.</param>
    public static ReadOnlySpan<float> Packed(this Tensor weights, Tape tape, PanelLayout layout, int firstColumn = 0) =>
        weights.Packed(tape.Workers, tape.Arena, layout with { Format = tape.WeightFormat }, firstColumn: firstColumn);
}

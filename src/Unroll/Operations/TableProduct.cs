using Unroll.Autograd;
using Unroll.Kernels.MatMul;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>start + table·W: what every symbol adds to the gates of a recurrent layer behind an embedding; or the same of x.</summary>
readonly ref struct TableProduct(Tape tape, Tensor table, Tensor kernel, ReadOnlySpan<float> start) : IWeightForm
{
    readonly ReadOnlySpan<float> _start = start;

    public int Length => table.Shape.Rows * kernel.Shape.Last;

    public void Fill(Span<float> values)
    {
        var layout = new PanelLayout(table.Shape.Last, kernel.Shape.Last, Format: tape.WeightFormat);
        MatrixProduct.Run(tape.Workers, new MatrixView(table.Values, layout.Depth), kernel.Packed(tape, layout), layout, table.Shape.Rows, _start, values,
            layout.Columns);
    }
}

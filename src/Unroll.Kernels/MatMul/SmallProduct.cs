using Unroll.Kernels.Simd;

namespace Unroll.Kernels.MatMul;

/// <summary>
/// C = A·B or C + A·B of matrices at any strides, by one worker, who packs B block by block beside his other work: for a kernel that has many products, each
/// too small to share. An element is one chain of multiply-adds in ascending k whatever the blocks.
/// </summary>
static unsafe class SmallProduct<TLane> where TLane : struct, ILane<TLane>
{
    const int DepthBlock = 256;
    const int ColumnBlock = 256;

    /// <summary>Floats of scratch memory: a block of B.</summary>
    public const int ScratchLength = DepthBlock * ColumnBlock;

    /// <param name="a">rows × depth.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="b">depth × columns.</param>
    /// <param name="depth">Columns of A and rows of B.</param>
    /// <param name="columns">Columns of B and C.</param>
    /// <param name="c">The result.</param>
    /// <param name="cRow">Row stride of C.</param>
    /// <param name="accumulate">Whether C goes on from what it holds.</param>
    /// <param name="scratch">The worker's memory.</param>
    /// <param name="room">Columns of C that may be written, those beyond the result with zeros; 0 for the result's.</param>
    public static void Run(Matrix a, int rows, Matrix b, int depth, int columns, float* c, nint cRow, bool accumulate, float* scratch, int room = 0)
    {
        for (int column = 0; column < columns; column += ColumnBlock)
        {
            int some = Math.Min(ColumnBlock, columns - column), k = 0;
            do
            {
                var layout = new PanelLayout(Math.Min(DepthBlock, depth - k), some);
                var operand = new Matrix(b.At(k, column), b.RowStride, b.ColumnStride);
                var tile = new TileProduct
                {
                    LeftRow = a.RowStride, LeftStep = a.ColumnStride, Depth = layout.Depth, StartRow = cRow, ResultRow = cRow, Ahead = c,
                };
                for (int panel = 0; panel < layout.Count(TLane.Width); panel++)
                {
                    Packing.Panel(operand, layout, panel, scratch, TLane.Width);
                    int first = column + (panel * layout.Step(TLane.Width));
                    tile.Left = a.At(0, k);
                    tile.Right = layout.Panel(scratch, panel, TLane.Width);
                    tile.RightStep = layout.LineBytes(panel, TLane.Width);
                    tile.Result = c + first;
                    tile.Start = k > 0 || accumulate ? tile.Result : null;
                    PanelProduct<TLane>.Run(ref tile, rows, Math.Min(layout.Lanes(panel, TLane.Width) * TLane.Width, Math.Max(columns, room) - first));
                }

                k += DepthBlock;
            }
            while (k < depth);
        }
    }
}

using Unroll.Kernels.Simd;

namespace Unroll.Kernels.MatMul;

/// <summary>
/// Some rows of A times all lanes of a panel. Where the sums of six rows × four lanes do not fit into the registers (AVX2 has 16), four lanes are taken two by
/// two: 12 sums, two lanes of B and one float of A.
/// </summary>
static class PanelTile<TLane> where TLane : struct, ILane<TLane>
{
    static bool TakesTwoByTwo => TLane.Accumulators < 24;

    /// <summary>Rows of a tile; more are several tiles.</summary>
    /// <param name="lanes">Lanes of the panel.</param>
    public static int MostRows(int lanes) => lanes switch
    {
        4 when !TakesTwoByTwo => MatrixTile<TLane, LaneRow4<TLane>>.MostRows,
        3 => MatrixTile<TLane, LaneRow3<TLane>>.MostRows,
        1 => MatrixTile<TLane, LaneRow1<TLane>>.MostRows,
        _ => MatrixTile<TLane, LaneRow2<TLane>>.MostRows,
    };

    /// <param name="tile">The operands; they are advanced past the rows.</param>
    /// <param name="rows">Any number of rows.</param>
    /// <param name="lanes">Lanes of the panel: one to four.</param>
    public static void Run(ref TileProduct tile, int rows, int lanes)
    {
        switch (lanes)
        {
            case 4 when TakesTwoByTwo:
                // One or two rows are too few sums to keep the units busy two by two; with all four lanes they fit.
                int rest = rows % MatrixTile<TLane, LaneRow2<TLane>>.MostRows is var last and <= 2 ? last : 0;
                TileProduct right = tile.SkipLanes(2, TLane.Width);
                MatrixTile<TLane, LaneRow2<TLane>>.Run(ref tile, rows - rest);
                MatrixTile<TLane, LaneRow2<TLane>>.Run(ref right, rows - rest);
                MatrixTile<TLane, LaneRow4<TLane>>.Run(ref tile, rest);
                break;
            case 4: MatrixTile<TLane, LaneRow4<TLane>>.Run(ref tile, rows); break;
            case 3: MatrixTile<TLane, LaneRow3<TLane>>.Run(ref tile, rows); break;
            case 2: MatrixTile<TLane, LaneRow2<TLane>>.Run(ref tile, rows); break;
            default: MatrixTile<TLane, LaneRow1<TLane>>.Run(ref tile, rows); break;
        }
    }
}

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
    public static int MostRows(int lanes) => Math.Min(8, TLane.Accumulators / (lanes == 4 && TakesTwoByTwo ? 2 : lanes));

    /// <param name="tile">The operands; they are advanced past the rows.</param>
    /// <param name="rows">Any number of rows.</param>
    /// <param name="lanes">Lanes of the panel: one to four.</param>
    public static void Run(ref TileProduct tile, int rows, int lanes)
    {
        if (tile.Format == WeightFormat.BFloat16)
            Run<BFloat16Panel>(ref tile, rows, lanes);
        else
            Run<Float32Panel>(ref tile, rows, lanes);
    }

    static void Run<TPanel>(ref TileProduct tile, int rows, int lanes) where TPanel : struct, IPanelFormat
    {
        switch (lanes)
        {
            case 4 when TakesTwoByTwo:
                // One or two rows are too few sums to keep the units busy two by two; with all four lanes they fit.
                int rest = rows % MostRows(2) is var last and <= 2 ? last : 0;
                TileProduct right = tile.SkipLanes(2, TLane.Width);
                MatrixTile<TLane, LaneRow2<TLane>, TPanel>.Run(ref tile, rows - rest);
                MatrixTile<TLane, LaneRow2<TLane>, TPanel>.Run(ref right, rows - rest);
                MatrixTile<TLane, LaneRow4<TLane>, TPanel>.Run(ref tile, rest);
                break;
            case 4: MatrixTile<TLane, LaneRow4<TLane>, TPanel>.Run(ref tile, rows); break;
            case 3: MatrixTile<TLane, LaneRow3<TLane>, TPanel>.Run(ref tile, rows); break;
            case 2: MatrixTile<TLane, LaneRow2<TLane>, TPanel>.Run(ref tile, rows); break;
            default: MatrixTile<TLane, LaneRow1<TLane>, TPanel>.Run(ref tile, rows); break;
        }
    }
}

using Unroll.Kernels.Simd;

namespace Unroll.Kernels.MatMul;

/// <summary>Rows of A times one panel of a plain matrix, whatever its lanes; a result whose last lane is not whole goes through the stack.</summary>
static unsafe class PanelProduct<TLane> where TLane : struct, ILane<TLane>
{
    /// <param name="tile">The operands; the lanes of start and result are neighbors.</param>
    /// <param name="rows">Any number of rows.</param>
    /// <param name="columns">Columns of the panel, the last lane perhaps not whole.</param>
    public static void Run(ref TileProduct tile, int rows, int columns)
    {
        tile.StartLane = tile.ResultLane = TLane.Width;
        int lanes = Rounding.CeilDiv(columns, TLane.Width);
        if (columns % TLane.Width == 0)
        {
            PanelTile<TLane>.Run(ref tile, rows, lanes);
            return;
        }

        int most = PanelTile<TLane>.MostRows(lanes);
        float* sums = stackalloc float[8 * 4 * 16];
        for (; rows > 0; rows -= most)
        {
            int some = Math.Min(rows, most);
            Narrow(tile, some, columns, lanes, sums);
            tile.Skip(some);
        }
    }

    static void Narrow(TileProduct tile, int rows, int columns, int lanes, float* sums)
    {
        int stride = lanes * TLane.Width;
        float* result = tile.Result;
        nint resultRow = tile.ResultRow;
        if (tile.Start != null)
        {
            for (int row = 0; row < rows; row++)
                for (int column = 0; column < stride; column++)
                    sums[(row * stride) + column] = column < columns ? tile.Start[(row * tile.StartRow) + column] : 0;
            tile.Start = sums;
            tile.StartRow = stride;
        }

        tile.Result = sums;
        tile.ResultRow = stride;
        PanelTile<TLane>.Run(ref tile, rows, lanes);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                result[(row * resultRow) + column] = sums[(row * stride) + column];
    }
}

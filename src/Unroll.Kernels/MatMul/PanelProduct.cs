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
        switch (Rounding.CeilDiv(columns, TLane.Width))
        {
            case 4: Run<LaneRow4<TLane>>(ref tile, rows, columns); break;
            case 3: Run<LaneRow3<TLane>>(ref tile, rows, columns); break;
            case 2: Run<LaneRow2<TLane>>(ref tile, rows, columns); break;
            default: Run<LaneRow1<TLane>>(ref tile, rows, columns); break;
        }
    }

    static void Run<TRow>(ref TileProduct tile, int rows, int columns) where TRow : struct, ILaneRow<TRow, TLane>
    {
        if (columns % TLane.Width == 0)
        {
            MatrixTile<TLane, TRow>.Run(ref tile, rows);
            return;
        }

        int most = MatrixTile<TLane, TRow>.MostRows;
        float* sums = stackalloc float[8 * 4 * 16];
        for (; rows > 0; rows -= most)
        {
            int some = Math.Min(rows, most);
            Narrow<TRow>(tile, some, columns, sums);
            tile.Skip(some);
        }
    }

    static void Narrow<TRow>(TileProduct tile, int rows, int columns, float* sums) where TRow : struct, ILaneRow<TRow, TLane>
    {
        int stride = TRow.Lanes * TLane.Width;
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
        MatrixTile<TLane, TRow>.Run(ref tile, rows);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                result[(row * resultRow) + column] = sums[(row * stride) + column];
    }
}

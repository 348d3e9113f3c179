using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.MatMul;

/// <summary>
/// The innermost block of every product: a few rows × one to four lanes of C = start + A·B, all sums in registers. Each element is one chain of multiply-adds
/// in ascending k from its start, so neither the tile that it falls into nor the lane changes its bits.
/// </summary>
static unsafe class MatrixTile<TLane, TRow, TPanel>
    where TLane : struct, ILane<TLane>
    where TRow : struct, ILaneRow<TRow, TLane>
    where TPanel : struct, IPanelFormat
{
    /// <summary>Rows whose sums fit into registers.</summary>
    public static int MostRows => Math.Min(8, TLane.Accumulators / TRow.Lanes);

    /// <summary>Computes some rows, and advances the operands past them.</summary>
    public static void Run(ref TileProduct tile, int rows)
    {
        while (rows > 0)
        {
            // 5 = 3 + 2 and 7 = 4 + 3 keep more sums under way than 4 + 1 and 6 + 1.
            int height = Math.Min(rows, MostRows) switch { 5 => 3, 7 => 4, int most => most };
            switch (height)
            {
                case 8: Rows8(tile); break;
                case 6: Rows6(tile); break;
                case 4: Rows4(tile); break;
                case 3: Rows3(tile); break;
                case 2: Rows2(tile); break;
                default: Rows1(tile); break;
            }

            rows -= height;
            tile.Skip(height);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TRow Start(in TileProduct tile, int row) => tile.Start == null ? TRow.Zero : TRow.Load(tile.Start + (row * tile.StartRow), tile.StartLane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void End(in TileProduct tile, int row, TRow sums) => TRow.Store(sums, tile.Result + (row * tile.ResultRow), tile.ResultLane);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Rows8(in TileProduct tile)
    {
        TRow r0 = Start(tile, 0);
        TRow r1 = Start(tile, 1);
        TRow r2 = Start(tile, 2);
        TRow r3 = Start(tile, 3);
        TRow r4 = Start(tile, 4);
        TRow r5 = Start(tile, 5);
        TRow r6 = Start(tile, 6);
        TRow r7 = Start(tile, 7);
        nint row = tile.LeftRow, step = tile.LeftStep, aheadStep = tile.AheadStep, rightStep = tile.RightStep;
        int depth = tile.Depth;
        float* a0 = tile.Left;
        float* a3 = tile.Left + (3 * row);
        float* a6 = tile.Left + (6 * row);
        byte* b = tile.Right;
        float* ahead = tile.Ahead;
        for (int k = 0; k < depth; k++)
        {
            Prefetch.Line(ahead);
            TRow right = TRow.Load<TPanel>(b);
            r0 = TRow.MultiplyAdd(TLane.Create(a0[0]), right, r0);
            r1 = TRow.MultiplyAdd(TLane.Create(a0[row]), right, r1);
            r2 = TRow.MultiplyAdd(TLane.Create(a0[2 * row]), right, r2);
            r3 = TRow.MultiplyAdd(TLane.Create(a3[0]), right, r3);
            r4 = TRow.MultiplyAdd(TLane.Create(a3[row]), right, r4);
            r5 = TRow.MultiplyAdd(TLane.Create(a3[2 * row]), right, r5);
            r6 = TRow.MultiplyAdd(TLane.Create(a6[0]), right, r6);
            r7 = TRow.MultiplyAdd(TLane.Create(a6[row]), right, r7);
            a0 += step;
            a3 += step;
            a6 += step;
            b += rightStep;
            ahead += aheadStep;
        }

        End(tile, 0, r0);
        End(tile, 1, r1);
        End(tile, 2, r2);
        End(tile, 3, r3);
        End(tile, 4, r4);
        End(tile, 5, r5);
        End(tile, 6, r6);
        End(tile, 7, r7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Rows6(in TileProduct tile)
    {
        TRow r0 = Start(tile, 0);
        TRow r1 = Start(tile, 1);
        TRow r2 = Start(tile, 2);
        TRow r3 = Start(tile, 3);
        TRow r4 = Start(tile, 4);
        TRow r5 = Start(tile, 5);
        nint row = tile.LeftRow, step = tile.LeftStep, aheadStep = tile.AheadStep, rightStep = tile.RightStep;
        int depth = tile.Depth;
        float* a0 = tile.Left;
        float* a3 = tile.Left + (3 * row);
        byte* b = tile.Right;
        float* ahead = tile.Ahead;
        for (int k = 0; k < depth; k++)
        {
            Prefetch.Line(ahead);
            TRow right = TRow.Load<TPanel>(b);
            r0 = TRow.MultiplyAdd(TLane.Create(a0[0]), right, r0);
            r1 = TRow.MultiplyAdd(TLane.Create(a0[row]), right, r1);
            r2 = TRow.MultiplyAdd(TLane.Create(a0[2 * row]), right, r2);
            r3 = TRow.MultiplyAdd(TLane.Create(a3[0]), right, r3);
            r4 = TRow.MultiplyAdd(TLane.Create(a3[row]), right, r4);
            r5 = TRow.MultiplyAdd(TLane.Create(a3[2 * row]), right, r5);
            a0 += step;
            a3 += step;
            b += rightStep;
            ahead += aheadStep;
        }

        End(tile, 0, r0);
        End(tile, 1, r1);
        End(tile, 2, r2);
        End(tile, 3, r3);
        End(tile, 4, r4);
        End(tile, 5, r5);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Rows4(in TileProduct tile)
    {
        TRow r0 = Start(tile, 0);
        TRow r1 = Start(tile, 1);
        TRow r2 = Start(tile, 2);
        TRow r3 = Start(tile, 3);
        nint row = tile.LeftRow, step = tile.LeftStep, aheadStep = tile.AheadStep, rightStep = tile.RightStep;
        int depth = tile.Depth;
        float* a0 = tile.Left;
        float* a3 = tile.Left + (3 * row);
        byte* b = tile.Right;
        float* ahead = tile.Ahead;
        for (int k = 0; k < depth; k++)
        {
            Prefetch.Line(ahead);
            TRow right = TRow.Load<TPanel>(b);
            r0 = TRow.MultiplyAdd(TLane.Create(a0[0]), right, r0);
            r1 = TRow.MultiplyAdd(TLane.Create(a0[row]), right, r1);
            r2 = TRow.MultiplyAdd(TLane.Create(a0[2 * row]), right, r2);
            r3 = TRow.MultiplyAdd(TLane.Create(a3[0]), right, r3);
            a0 += step;
            a3 += step;
            b += rightStep;
            ahead += aheadStep;
        }

        End(tile, 0, r0);
        End(tile, 1, r1);
        End(tile, 2, r2);
        End(tile, 3, r3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Rows3(in TileProduct tile)
    {
        TRow r0 = Start(tile, 0);
        TRow r1 = Start(tile, 1);
        TRow r2 = Start(tile, 2);
        nint row = tile.LeftRow, step = tile.LeftStep, aheadStep = tile.AheadStep, rightStep = tile.RightStep;
        int depth = tile.Depth;
        float* a0 = tile.Left;
        byte* b = tile.Right;
        float* ahead = tile.Ahead;
        for (int k = 0; k < depth; k++)
        {
            Prefetch.Line(ahead);
            TRow right = TRow.Load<TPanel>(b);
            r0 = TRow.MultiplyAdd(TLane.Create(a0[0]), right, r0);
            r1 = TRow.MultiplyAdd(TLane.Create(a0[row]), right, r1);
            r2 = TRow.MultiplyAdd(TLane.Create(a0[2 * row]), right, r2);
            a0 += step;
            b += rightStep;
            ahead += aheadStep;
        }

        End(tile, 0, r0);
        End(tile, 1, r1);
        End(tile, 2, r2);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Rows2(in TileProduct tile)
    {
        TRow r0 = Start(tile, 0);
        TRow r1 = Start(tile, 1);
        nint row = tile.LeftRow, step = tile.LeftStep, aheadStep = tile.AheadStep, rightStep = tile.RightStep;
        int depth = tile.Depth;
        float* a0 = tile.Left;
        byte* b = tile.Right;
        float* ahead = tile.Ahead;
        for (int k = 0; k < depth; k++)
        {
            Prefetch.Line(ahead);
            TRow right = TRow.Load<TPanel>(b);
            r0 = TRow.MultiplyAdd(TLane.Create(a0[0]), right, r0);
            r1 = TRow.MultiplyAdd(TLane.Create(a0[row]), right, r1);
            a0 += step;
            b += rightStep;
            ahead += aheadStep;
        }

        End(tile, 0, r0);
        End(tile, 1, r1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Rows1(in TileProduct tile)
    {
        TRow r0 = Start(tile, 0);
        nint row = tile.LeftRow, step = tile.LeftStep, aheadStep = tile.AheadStep, rightStep = tile.RightStep;
        int depth = tile.Depth;
        float* a0 = tile.Left;
        byte* b = tile.Right;
        float* ahead = tile.Ahead;
        for (int k = 0; k < depth; k++)
        {
            Prefetch.Line(ahead);
            TRow right = TRow.Load<TPanel>(b);
            r0 = TRow.MultiplyAdd(TLane.Create(a0[0]), right, r0);
            a0 += step;
            b += rightStep;
            ahead += aheadStep;
        }

        End(tile, 0, r0);
    }
}

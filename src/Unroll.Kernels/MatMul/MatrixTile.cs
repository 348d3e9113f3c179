using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.MatMul;

/// <summary>
/// The innermost block of every product: up to TileRows rows × two lanes of C = start + A·B, the sums in registers. Each element is one chain of
/// multiply-adds in ascending k from its start, so neither the tile that it falls into nor the lane changes its bits.
/// a: [depth, aStep], a tile's rows side by side; b: [depth, 2·Width]; start: null for zeros, a row stride of 0 for a bias, or C itself to go on.
/// </summary>
static unsafe class MatrixTile<TLane> where TLane : struct, ILane<TLane>
{
    /// <summary>Columns of C in a tile, which is the width of a packed panel of B.</summary>
    public static int Columns => 2 * TLane.Width;

    /// <summary>Computes <paramref name="rows"/> × <paramref name="columns"/> elements, at most a whole tile.</summary>
    public static void Run(float* a, nint aStep, float* b, int depth, int rows, int columns, float* start, nint startRow, float* c, nint cRow)
    {
        if (columns == Columns)
            RunRows(a, aStep, b, depth, rows, start, startRow, c, cRow);
        else
            RunNarrow(a, aStep, b, depth, rows, columns, start, startRow, c, cRow);
    }

    static void RunRows(float* a, nint aStep, float* b, int depth, int rows, float* start, nint startRow, float* c, nint cRow)
    {
        while (rows > 0)
        {
            int done = rows >= 12 && TLane.TileRows >= 12 ? 12 : rows >= 6 ? 6 : rows >= 4 ? 4 : rows >= 2 ? 2 : 1;
            switch (done)
            {
                case 12: Rows12(a, aStep, b, depth, start, startRow, c, cRow); break;
                case 6: Rows6(a, aStep, b, depth, start, startRow, c, cRow); break;
                case 4: Rows4(a, aStep, b, depth, start, startRow, c, cRow); break;
                case 2: Rows2(a, aStep, b, depth, start, startRow, c, cRow); break;
                default: Rows1(a, aStep, b, depth, start, startRow, c, cRow); break;
            }

            rows -= done;
            a += done;
            c += done * cRow;
            start = start == null ? null : start + (done * startRow);
        }
    }

    /// <summary>The last panel: B is padded with zeros, C is not, so the tile goes through the stack.</summary>
    static void RunNarrow(float* a, nint aStep, float* b, int depth, int rows, int columns, float* start, nint startRow, float* c, nint cRow)
    {
        float* tile = stackalloc float[12 * 2 * 16];
        int width = Columns;
        if (start != null)
            for (int row = 0; row < rows; row++)
                for (int column = 0; column < width; column++)
                    tile[(row * width) + column] = column < columns ? start[(row * startRow) + column] : 0;
        RunRows(a, aStep, b, depth, rows, start == null ? null : tile, width, tile, width);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                c[(row * cRow) + column] = tile[(row * width) + column];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Rows12(float* a, nint aStep, float* b, int depth, float* start, nint startRow, float* c, nint cRow)
    {
        TLane x0 = TLane.Zero, y0 = TLane.Zero;
        TLane x1 = TLane.Zero, y1 = TLane.Zero;
        TLane x2 = TLane.Zero, y2 = TLane.Zero;
        TLane x3 = TLane.Zero, y3 = TLane.Zero;
        TLane x4 = TLane.Zero, y4 = TLane.Zero;
        TLane x5 = TLane.Zero, y5 = TLane.Zero;
        TLane x6 = TLane.Zero, y6 = TLane.Zero;
        TLane x7 = TLane.Zero, y7 = TLane.Zero;
        TLane x8 = TLane.Zero, y8 = TLane.Zero;
        TLane x9 = TLane.Zero, y9 = TLane.Zero;
        TLane x10 = TLane.Zero, y10 = TLane.Zero;
        TLane x11 = TLane.Zero, y11 = TLane.Zero;
        int width = TLane.Width;
        if (start != null)
        {
            x0 = TLane.Load(start);
            y0 = TLane.Load(start + width);
            x1 = TLane.Load(start + startRow);
            y1 = TLane.Load(start + startRow + width);
            x2 = TLane.Load(start + (2 * startRow));
            y2 = TLane.Load(start + (2 * startRow) + width);
            x3 = TLane.Load(start + (3 * startRow));
            y3 = TLane.Load(start + (3 * startRow) + width);
            x4 = TLane.Load(start + (4 * startRow));
            y4 = TLane.Load(start + (4 * startRow) + width);
            x5 = TLane.Load(start + (5 * startRow));
            y5 = TLane.Load(start + (5 * startRow) + width);
            x6 = TLane.Load(start + (6 * startRow));
            y6 = TLane.Load(start + (6 * startRow) + width);
            x7 = TLane.Load(start + (7 * startRow));
            y7 = TLane.Load(start + (7 * startRow) + width);
            x8 = TLane.Load(start + (8 * startRow));
            y8 = TLane.Load(start + (8 * startRow) + width);
            x9 = TLane.Load(start + (9 * startRow));
            y9 = TLane.Load(start + (9 * startRow) + width);
            x10 = TLane.Load(start + (10 * startRow));
            y10 = TLane.Load(start + (10 * startRow) + width);
            x11 = TLane.Load(start + (11 * startRow));
            y11 = TLane.Load(start + (11 * startRow) + width);
        }

        for (int k = 0; k < depth; k++)
        {
            TLane left = TLane.Load(b), right = TLane.Load(b + width);
            TLane a0 = TLane.Create(a[0]);
            x0 = TLane.MultiplyAdd(a0, left, x0);
            y0 = TLane.MultiplyAdd(a0, right, y0);
            TLane a1 = TLane.Create(a[1]);
            x1 = TLane.MultiplyAdd(a1, left, x1);
            y1 = TLane.MultiplyAdd(a1, right, y1);
            TLane a2 = TLane.Create(a[2]);
            x2 = TLane.MultiplyAdd(a2, left, x2);
            y2 = TLane.MultiplyAdd(a2, right, y2);
            TLane a3 = TLane.Create(a[3]);
            x3 = TLane.MultiplyAdd(a3, left, x3);
            y3 = TLane.MultiplyAdd(a3, right, y3);
            TLane a4 = TLane.Create(a[4]);
            x4 = TLane.MultiplyAdd(a4, left, x4);
            y4 = TLane.MultiplyAdd(a4, right, y4);
            TLane a5 = TLane.Create(a[5]);
            x5 = TLane.MultiplyAdd(a5, left, x5);
            y5 = TLane.MultiplyAdd(a5, right, y5);
            TLane a6 = TLane.Create(a[6]);
            x6 = TLane.MultiplyAdd(a6, left, x6);
            y6 = TLane.MultiplyAdd(a6, right, y6);
            TLane a7 = TLane.Create(a[7]);
            x7 = TLane.MultiplyAdd(a7, left, x7);
            y7 = TLane.MultiplyAdd(a7, right, y7);
            TLane a8 = TLane.Create(a[8]);
            x8 = TLane.MultiplyAdd(a8, left, x8);
            y8 = TLane.MultiplyAdd(a8, right, y8);
            TLane a9 = TLane.Create(a[9]);
            x9 = TLane.MultiplyAdd(a9, left, x9);
            y9 = TLane.MultiplyAdd(a9, right, y9);
            TLane a10 = TLane.Create(a[10]);
            x10 = TLane.MultiplyAdd(a10, left, x10);
            y10 = TLane.MultiplyAdd(a10, right, y10);
            TLane a11 = TLane.Create(a[11]);
            x11 = TLane.MultiplyAdd(a11, left, x11);
            y11 = TLane.MultiplyAdd(a11, right, y11);
            a += aStep;
            b += 2 * width;
        }

        TLane.Store(x0, c);
        TLane.Store(y0, c + width);
        TLane.Store(x1, c + cRow);
        TLane.Store(y1, c + cRow + width);
        TLane.Store(x2, c + (2 * cRow));
        TLane.Store(y2, c + (2 * cRow) + width);
        TLane.Store(x3, c + (3 * cRow));
        TLane.Store(y3, c + (3 * cRow) + width);
        TLane.Store(x4, c + (4 * cRow));
        TLane.Store(y4, c + (4 * cRow) + width);
        TLane.Store(x5, c + (5 * cRow));
        TLane.Store(y5, c + (5 * cRow) + width);
        TLane.Store(x6, c + (6 * cRow));
        TLane.Store(y6, c + (6 * cRow) + width);
        TLane.Store(x7, c + (7 * cRow));
        TLane.Store(y7, c + (7 * cRow) + width);
        TLane.Store(x8, c + (8 * cRow));
        TLane.Store(y8, c + (8 * cRow) + width);
        TLane.Store(x9, c + (9 * cRow));
        TLane.Store(y9, c + (9 * cRow) + width);
        TLane.Store(x10, c + (10 * cRow));
        TLane.Store(y10, c + (10 * cRow) + width);
        TLane.Store(x11, c + (11 * cRow));
        TLane.Store(y11, c + (11 * cRow) + width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Rows6(float* a, nint aStep, float* b, int depth, float* start, nint startRow, float* c, nint cRow)
    {
        TLane x0 = TLane.Zero, y0 = TLane.Zero;
        TLane x1 = TLane.Zero, y1 = TLane.Zero;
        TLane x2 = TLane.Zero, y2 = TLane.Zero;
        TLane x3 = TLane.Zero, y3 = TLane.Zero;
        TLane x4 = TLane.Zero, y4 = TLane.Zero;
        TLane x5 = TLane.Zero, y5 = TLane.Zero;
        int width = TLane.Width;
        if (start != null)
        {
            x0 = TLane.Load(start);
            y0 = TLane.Load(start + width);
            x1 = TLane.Load(start + startRow);
            y1 = TLane.Load(start + startRow + width);
            x2 = TLane.Load(start + (2 * startRow));
            y2 = TLane.Load(start + (2 * startRow) + width);
            x3 = TLane.Load(start + (3 * startRow));
            y3 = TLane.Load(start + (3 * startRow) + width);
            x4 = TLane.Load(start + (4 * startRow));
            y4 = TLane.Load(start + (4 * startRow) + width);
            x5 = TLane.Load(start + (5 * startRow));
            y5 = TLane.Load(start + (5 * startRow) + width);
        }

        for (int k = 0; k < depth; k++)
        {
            TLane left = TLane.Load(b), right = TLane.Load(b + width);
            TLane a0 = TLane.Create(a[0]);
            x0 = TLane.MultiplyAdd(a0, left, x0);
            y0 = TLane.MultiplyAdd(a0, right, y0);
            TLane a1 = TLane.Create(a[1]);
            x1 = TLane.MultiplyAdd(a1, left, x1);
            y1 = TLane.MultiplyAdd(a1, right, y1);
            TLane a2 = TLane.Create(a[2]);
            x2 = TLane.MultiplyAdd(a2, left, x2);
            y2 = TLane.MultiplyAdd(a2, right, y2);
            TLane a3 = TLane.Create(a[3]);
            x3 = TLane.MultiplyAdd(a3, left, x3);
            y3 = TLane.MultiplyAdd(a3, right, y3);
            TLane a4 = TLane.Create(a[4]);
            x4 = TLane.MultiplyAdd(a4, left, x4);
            y4 = TLane.MultiplyAdd(a4, right, y4);
            TLane a5 = TLane.Create(a[5]);
            x5 = TLane.MultiplyAdd(a5, left, x5);
            y5 = TLane.MultiplyAdd(a5, right, y5);
            a += aStep;
            b += 2 * width;
        }

        TLane.Store(x0, c);
        TLane.Store(y0, c + width);
        TLane.Store(x1, c + cRow);
        TLane.Store(y1, c + cRow + width);
        TLane.Store(x2, c + (2 * cRow));
        TLane.Store(y2, c + (2 * cRow) + width);
        TLane.Store(x3, c + (3 * cRow));
        TLane.Store(y3, c + (3 * cRow) + width);
        TLane.Store(x4, c + (4 * cRow));
        TLane.Store(y4, c + (4 * cRow) + width);
        TLane.Store(x5, c + (5 * cRow));
        TLane.Store(y5, c + (5 * cRow) + width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Rows4(float* a, nint aStep, float* b, int depth, float* start, nint startRow, float* c, nint cRow)
    {
        TLane x0 = TLane.Zero, y0 = TLane.Zero;
        TLane x1 = TLane.Zero, y1 = TLane.Zero;
        TLane x2 = TLane.Zero, y2 = TLane.Zero;
        TLane x3 = TLane.Zero, y3 = TLane.Zero;
        int width = TLane.Width;
        if (start != null)
        {
            x0 = TLane.Load(start);
            y0 = TLane.Load(start + width);
            x1 = TLane.Load(start + startRow);
            y1 = TLane.Load(start + startRow + width);
            x2 = TLane.Load(start + (2 * startRow));
            y2 = TLane.Load(start + (2 * startRow) + width);
            x3 = TLane.Load(start + (3 * startRow));
            y3 = TLane.Load(start + (3 * startRow) + width);
        }

        for (int k = 0; k < depth; k++)
        {
            TLane left = TLane.Load(b), right = TLane.Load(b + width);
            TLane a0 = TLane.Create(a[0]);
            x0 = TLane.MultiplyAdd(a0, left, x0);
            y0 = TLane.MultiplyAdd(a0, right, y0);
            TLane a1 = TLane.Create(a[1]);
            x1 = TLane.MultiplyAdd(a1, left, x1);
            y1 = TLane.MultiplyAdd(a1, right, y1);
            TLane a2 = TLane.Create(a[2]);
            x2 = TLane.MultiplyAdd(a2, left, x2);
            y2 = TLane.MultiplyAdd(a2, right, y2);
            TLane a3 = TLane.Create(a[3]);
            x3 = TLane.MultiplyAdd(a3, left, x3);
            y3 = TLane.MultiplyAdd(a3, right, y3);
            a += aStep;
            b += 2 * width;
        }

        TLane.Store(x0, c);
        TLane.Store(y0, c + width);
        TLane.Store(x1, c + cRow);
        TLane.Store(y1, c + cRow + width);
        TLane.Store(x2, c + (2 * cRow));
        TLane.Store(y2, c + (2 * cRow) + width);
        TLane.Store(x3, c + (3 * cRow));
        TLane.Store(y3, c + (3 * cRow) + width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Rows2(float* a, nint aStep, float* b, int depth, float* start, nint startRow, float* c, nint cRow)
    {
        TLane x0 = TLane.Zero, y0 = TLane.Zero;
        TLane x1 = TLane.Zero, y1 = TLane.Zero;
        int width = TLane.Width;
        if (start != null)
        {
            x0 = TLane.Load(start);
            y0 = TLane.Load(start + width);
            x1 = TLane.Load(start + startRow);
            y1 = TLane.Load(start + startRow + width);
        }

        for (int k = 0; k < depth; k++)
        {
            TLane left = TLane.Load(b), right = TLane.Load(b + width);
            TLane a0 = TLane.Create(a[0]);
            x0 = TLane.MultiplyAdd(a0, left, x0);
            y0 = TLane.MultiplyAdd(a0, right, y0);
            TLane a1 = TLane.Create(a[1]);
            x1 = TLane.MultiplyAdd(a1, left, x1);
            y1 = TLane.MultiplyAdd(a1, right, y1);
            a += aStep;
            b += 2 * width;
        }

        TLane.Store(x0, c);
        TLane.Store(y0, c + width);
        TLane.Store(x1, c + cRow);
        TLane.Store(y1, c + cRow + width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Rows1(float* a, nint aStep, float* b, int depth, float* start, nint startRow, float* c, nint cRow)
    {
        TLane x0 = TLane.Zero, y0 = TLane.Zero;
        int width = TLane.Width;
        if (start != null)
        {
            x0 = TLane.Load(start);
            y0 = TLane.Load(start + width);
        }

        for (int k = 0; k < depth; k++)
        {
            TLane left = TLane.Load(b), right = TLane.Load(b + width);
            TLane a0 = TLane.Create(a[0]);
            x0 = TLane.MultiplyAdd(a0, left, x0);
            y0 = TLane.MultiplyAdd(a0, right, y0);
            a += aStep;
            b += 2 * width;
        }

        TLane.Store(x0, c);
        TLane.Store(y0, c + width);
    }
}

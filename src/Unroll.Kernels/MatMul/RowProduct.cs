using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.MatMul;

/// <summary>One row times a matrix that is read where it lies: c = start + a·B. What generation, step by step, consists of.</summary>
static unsafe class RowProduct<TLane> where TLane : struct, ILane<TLane>
{
    /// <summary>a: depth elements at a stride; b: [depth, columns] at a row stride; start (or null) and c: columns elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* a, nint aStride, float* b, nint bRow, int depth, int columns, float* start, float* c)
    {
        int width = TLane.Width, column = 0;
        for (; column + (8 * width) <= columns; column += 8 * width)
        {
            TLane x0 = TLane.Zero, x1 = TLane.Zero, x2 = TLane.Zero, x3 = TLane.Zero, x4 = TLane.Zero, x5 = TLane.Zero, x6 = TLane.Zero, x7 = TLane.Zero;
            if (start != null)
            {
                float* from = start + column;
                x0 = TLane.Load(from);
                x1 = TLane.Load(from + width);
                x2 = TLane.Load(from + (2 * width));
                x3 = TLane.Load(from + (3 * width));
                x4 = TLane.Load(from + (4 * width));
                x5 = TLane.Load(from + (5 * width));
                x6 = TLane.Load(from + (6 * width));
                x7 = TLane.Load(from + (7 * width));
            }

            float* line = b + column;
            for (int k = 0; k < depth; k++, line += bRow)
            {
                TLane left = TLane.Create(a[k * aStride]);
                x0 = TLane.MultiplyAdd(left, TLane.Load(line), x0);
                x1 = TLane.MultiplyAdd(left, TLane.Load(line + width), x1);
                x2 = TLane.MultiplyAdd(left, TLane.Load(line + (2 * width)), x2);
                x3 = TLane.MultiplyAdd(left, TLane.Load(line + (3 * width)), x3);
                x4 = TLane.MultiplyAdd(left, TLane.Load(line + (4 * width)), x4);
                x5 = TLane.MultiplyAdd(left, TLane.Load(line + (5 * width)), x5);
                x6 = TLane.MultiplyAdd(left, TLane.Load(line + (6 * width)), x6);
                x7 = TLane.MultiplyAdd(left, TLane.Load(line + (7 * width)), x7);
            }

            float* to = c + column;
            TLane.Store(x0, to);
            TLane.Store(x1, to + width);
            TLane.Store(x2, to + (2 * width));
            TLane.Store(x3, to + (3 * width));
            TLane.Store(x4, to + (4 * width));
            TLane.Store(x5, to + (5 * width));
            TLane.Store(x6, to + (6 * width));
            TLane.Store(x7, to + (7 * width));
        }

        for (; column + width <= columns; column += width)
            Lane<TLane>(a, aStride, b + column, bRow, depth, start == null ? null : start + column, c + column);
        for (; column < columns; column++)
            Lane<LaneScalar>(a, aStride, b + column, bRow, depth, start == null ? null : start + column, c + column);
    }

    static void Lane<TAny>(float* a, nint aStride, float* b, nint bRow, int depth, float* start, float* c) where TAny : struct, ILane<TAny>
    {
        TAny sum = start == null ? TAny.Zero : TAny.Load(start);
        for (int k = 0; k < depth; k++)
            sum = TAny.MultiplyAdd(TAny.Create(a[k * aStride]), TAny.Load(b + (k * bRow)), sum);
        TAny.Store(sum, c);
    }
}

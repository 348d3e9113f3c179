using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Orthogonal;

/// <summary>C += A · B for a few rows and columns of C. Each element is one chain of multiply-adds in ascending k, whatever the width of the lane.</summary>
static unsafe class ProjectionTile
{
    public const int Rows = 8;
    public const int Columns = 16;

    /// <param name="left">A: the first row at the first k.</param>
    /// <param name="leftRow">Doubles from a row of A to the next.</param>
    /// <param name="leftStep">Doubles of A from a k to the next.</param>
    /// <param name="right">B: for each k the columns, side by side.</param>
    /// <param name="depth">How many products a sum takes in.</param>
    /// <param name="result">C, which the sums start from.</param>
    /// <param name="resultRow">Doubles from a row of C to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TLane>(double* left, nint leftRow, nint leftStep, double* right, int depth, double* result, nint resultRow)
        where TLane : struct, IDoubleLane<TLane>
    {
        if (2 * TLane.Width == Columns)
        {
            Eight<TLane>(left, leftRow, leftStep, right, depth, result, resultRow);
            return;
        }

        for (int row = 0; row < Rows; row += 4)
            for (int column = 0; column < Columns; column += 2 * TLane.Width)
                Four<TLane>(left + (row * leftRow), leftRow, leftStep, right + column, depth, result + (row * resultRow) + column, resultRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Eight<TLane>(double* left, nint leftRow, nint leftStep, double* right, int depth, double* result, nint resultRow)
        where TLane : struct, IDoubleLane<TLane>
    {
        double* l0 = left, l1 = l0 + leftRow, l2 = l1 + leftRow, l3 = l2 + leftRow, l4 = l3 + leftRow, l5 = l4 + leftRow, l6 = l5 + leftRow, l7 = l6 + leftRow;
        double* r = result;
        TLane a0 = TLane.Load(r), b0 = TLane.Load(r + TLane.Width);
        r += resultRow;
        TLane a1 = TLane.Load(r), b1 = TLane.Load(r + TLane.Width);
        r += resultRow;
        TLane a2 = TLane.Load(r), b2 = TLane.Load(r + TLane.Width);
        r += resultRow;
        TLane a3 = TLane.Load(r), b3 = TLane.Load(r + TLane.Width);
        r += resultRow;
        TLane a4 = TLane.Load(r), b4 = TLane.Load(r + TLane.Width);
        r += resultRow;
        TLane a5 = TLane.Load(r), b5 = TLane.Load(r + TLane.Width);
        r += resultRow;
        TLane a6 = TLane.Load(r), b6 = TLane.Load(r + TLane.Width);
        r += resultRow;
        TLane a7 = TLane.Load(r), b7 = TLane.Load(r + TLane.Width);
        nint step = 0;
        for (int k = 0; k < depth; k++)
        {
            TLane a = TLane.Load(right), b = TLane.Load(right + TLane.Width);
            right += Columns;
            var factor = TLane.Create(l0[step]);
            a0 = TLane.MultiplyAdd(factor, a, a0);
            b0 = TLane.MultiplyAdd(factor, b, b0);
            factor = TLane.Create(l1[step]);
            a1 = TLane.MultiplyAdd(factor, a, a1);
            b1 = TLane.MultiplyAdd(factor, b, b1);
            factor = TLane.Create(l2[step]);
            a2 = TLane.MultiplyAdd(factor, a, a2);
            b2 = TLane.MultiplyAdd(factor, b, b2);
            factor = TLane.Create(l3[step]);
            a3 = TLane.MultiplyAdd(factor, a, a3);
            b3 = TLane.MultiplyAdd(factor, b, b3);
            factor = TLane.Create(l4[step]);
            a4 = TLane.MultiplyAdd(factor, a, a4);
            b4 = TLane.MultiplyAdd(factor, b, b4);
            factor = TLane.Create(l5[step]);
            a5 = TLane.MultiplyAdd(factor, a, a5);
            b5 = TLane.MultiplyAdd(factor, b, b5);
            factor = TLane.Create(l6[step]);
            a6 = TLane.MultiplyAdd(factor, a, a6);
            b6 = TLane.MultiplyAdd(factor, b, b6);
            factor = TLane.Create(l7[step]);
            a7 = TLane.MultiplyAdd(factor, a, a7);
            b7 = TLane.MultiplyAdd(factor, b, b7);
            step += leftStep;
        }

        Store(a0, b0, result);
        Store(a1, b1, result += resultRow);
        Store(a2, b2, result += resultRow);
        Store(a3, b3, result += resultRow);
        Store(a4, b4, result += resultRow);
        Store(a5, b5, result += resultRow);
        Store(a6, b6, result += resultRow);
        Store(a7, b7, result += resultRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Four<TLane>(double* left, nint leftRow, nint leftStep, double* right, int depth, double* result, nint resultRow)
        where TLane : struct, IDoubleLane<TLane>
    {
        double* l0 = left, l1 = l0 + leftRow, l2 = l1 + leftRow, l3 = l2 + leftRow;
        double* r = result;
        TLane a0 = TLane.Load(r), b0 = TLane.Load(r + TLane.Width);
        r += resultRow;
        TLane a1 = TLane.Load(r), b1 = TLane.Load(r + TLane.Width);
        r += resultRow;
        TLane a2 = TLane.Load(r), b2 = TLane.Load(r + TLane.Width);
        r += resultRow;
        TLane a3 = TLane.Load(r), b3 = TLane.Load(r + TLane.Width);
        nint step = 0;
        for (int k = 0; k < depth; k++)
        {
            TLane a = TLane.Load(right), b = TLane.Load(right + TLane.Width);
            right += Columns;
            var factor = TLane.Create(l0[step]);
            a0 = TLane.MultiplyAdd(factor, a, a0);
            b0 = TLane.MultiplyAdd(factor, b, b0);
            factor = TLane.Create(l1[step]);
            a1 = TLane.MultiplyAdd(factor, a, a1);
            b1 = TLane.MultiplyAdd(factor, b, b1);
            factor = TLane.Create(l2[step]);
            a2 = TLane.MultiplyAdd(factor, a, a2);
            b2 = TLane.MultiplyAdd(factor, b, b2);
            factor = TLane.Create(l3[step]);
            a3 = TLane.MultiplyAdd(factor, a, a3);
            b3 = TLane.MultiplyAdd(factor, b, b3);
            step += leftStep;
        }

        Store(a0, b0, result);
        Store(a1, b1, result += resultRow);
        Store(a2, b2, result += resultRow);
        Store(a3, b3, result += resultRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store<TLane>(TLane a, TLane b, double* result) where TLane : struct, IDoubleLane<TLane>
    {
        TLane.Store(a, result);
        TLane.Store(b, result + TLane.Width);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Elementwise;

/// <summary>The gradient of a bias: sums over the rows, in ascending order, as a product with a row of ones would give them. Columns are shared among the workers.</summary>
static unsafe class ColumnSum
{
    const int PartColumns = 64;

    /// <summary>sums[j] (+)= Σᵢ x[i, j] for x: [rows, columns] at a row stride.</summary>
    public static void Run(Workers workers, ReadOnlySpan<float> x, int rows, int columns, int rowStride, Span<float> sums, bool accumulate)
    {
        Lengths.Check(x, rows == 0 ? 0 : ((long)(rows - 1) * rowStride) + columns);
        Lengths.Check(sums, columns);
        fixed (float* at = x, sumsAt = sums)
        {
            if (Vector512.IsHardwareAccelerated)
                Run<Lane512>(workers, at, rows, columns, rowStride, sumsAt, accumulate);
            else if (Vector256.IsHardwareAccelerated)
                Run<Lane256>(workers, at, rows, columns, rowStride, sumsAt, accumulate);
            else
                Run<Lane128>(workers, at, rows, columns, rowStride, sumsAt, accumulate);
        }
    }

    public static void Run<TLane>(Workers workers, float* x, int rows, int columns, int rowStride, float* sums, bool accumulate) where TLane : struct, ILane<TLane>
    {
        var job = new Job<TLane> { X = x, Rows = rows, Columns = columns, RowStride = rowStride, Sums = sums, Accumulate = accumulate };
        workers.Run(ref job, (columns + PartColumns - 1) / PartColumns);
    }

    struct Job<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public float* X, Sums;
        public int Rows, Columns;
        public nint RowStride;
        public bool Accumulate;

        public readonly void Execute(int part, int worker)
        {
            int column = part * PartColumns, end = Math.Min(column + PartColumns, Columns);
            for (; column + (4 * TLane.Width) <= end; column += 4 * TLane.Width)
                Four(X + column, Sums + column);
            for (; column + TLane.Width <= end; column += TLane.Width)
                One<TLane>(X + column, Sums + column);
            for (; column < end; column++)
                One<LaneScalar>(X + column, Sums + column);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Four(float* x, float* sums)
        {
            int width = TLane.Width;
            TLane a = TLane.Zero, b = TLane.Zero, c = TLane.Zero, d = TLane.Zero;
            if (Accumulate)
                (a, b, c, d) = (TLane.Load(sums), TLane.Load(sums + width), TLane.Load(sums + (2 * width)), TLane.Load(sums + (3 * width)));
            for (int row = 0; row < Rows; row++, x += RowStride)
            {
                a += TLane.Load(x);
                b += TLane.Load(x + width);
                c += TLane.Load(x + (2 * width));
                d += TLane.Load(x + (3 * width));
            }

            TLane.Store(a, sums);
            TLane.Store(b, sums + width);
            TLane.Store(c, sums + (2 * width));
            TLane.Store(d, sums + (3 * width));
        }

        readonly void One<TAny>(float* x, float* sums) where TAny : struct, ILane<TAny>
        {
            TAny sum = Accumulate ? TAny.Load(sums) : TAny.Zero;
            for (int row = 0; row < Rows; row++, x += RowStride)
                sum += TAny.Load(x);
            TAny.Store(sum, sums);
        }
    }
}

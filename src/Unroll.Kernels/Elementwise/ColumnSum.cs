using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Elementwise;

/// <summary>
/// The gradient of a bias: sums over the rows, in ascending order, as a product with a row of ones would give them. Columns are shared among the workers.
/// </summary>
static unsafe class ColumnSum
{
    const int PartColumns = 64;

    /// <summary>sums[j] (+)= Σᵢ x[i, j] for x: [rows, columns] at a row stride.</summary>
    public static void Run(Workers workers, ReadOnlySpan<float> x, int rows, int columns, int rowStride, Span<float> sums, bool accumulate, int laneWidth = 0)
    {
        Lengths.Check(x, rows == 0 ? 0 : ((long)(rows - 1) * rowStride) + columns);
        Lengths.Check(sums, columns);
        fixed (float* at = x, sumsAt = sums)
        {
            var job = new Job { X = at, Rows = rows, Columns = new(columns, PartColumns), RowStride = rowStride, Sums = sumsAt, Accumulate = accumulate };
            LaneJob.Run(workers, job, job.Columns.Count, laneWidth);
        }
    }

    struct Job : ILaneJob
    {
        public float* X, Sums;
        public int Rows;
        public Parts Columns;
        public nint RowStride;
        public bool Accumulate;

        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            (int column, int end) = Columns.Range(part);
            for (; column + (4 * TLane.Width) <= end; column += 4 * TLane.Width)
                Four<TLane>(X + column, Sums + column);
            for (; column + TLane.Width <= end; column += TLane.Width)
                One<TLane>(X + column, Sums + column);
            for (; column < end; column++)
                One<LaneScalar>(X + column, Sums + column);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Four<TLane>(float* x, float* sums) where TLane : struct, ILane<TLane>
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

        readonly void One<TLane>(float* x, float* sums) where TLane : struct, ILane<TLane>
        {
            TLane sum = Accumulate ? TLane.Load(sums) : TLane.Zero;
            for (int row = 0; row < Rows; row++, x += RowStride)
                sum += TLane.Load(x);
            TLane.Store(sum, sums);
        }
    }
}

using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Softmax;

/// <summary>Softmax over the last axis: pⱼ = e^(xⱼ − max) / Σ, with the logarithm of the sum kept for the cross-entropy.</summary>
static unsafe class SoftmaxKernel
{
    const int PartLength = 8 * 1024;

    /// <summary>x, p: [rows, columns]; logSums: ln Σⱼ eˣʲ of each row, or empty.</summary>
    public static void Forward(Workers workers, ReadOnlySpan<float> x, int rows, int columns, Span<float> p, Span<float> logSums, int laneWidth = 0)
    {
        Lengths.Check(x, (long)rows * columns);
        Lengths.Check(p, (long)rows * columns);
        Lengths.Check(logSums, logSums.IsEmpty ? 0 : rows);
        fixed (float* xAt = x, pAt = p, sumsAt = logSums)
        {
            var job = new ForwardJob { X = xAt, P = pAt, LogSums = sumsAt, Rows = RowParts(rows, columns), Columns = columns };
            LaneJob.Run(workers, job, job.Rows.Count, laneWidth);
        }
    }

    /// <summary>dx (+)= p · (dp − Σⱼ pⱼ·dpⱼ).</summary>
    public static void Backward(Workers workers, ReadOnlySpan<float> p, ReadOnlySpan<float> dp, int rows, int columns, Span<float> dx, bool accumulate,
        int laneWidth = 0)
    {
        Lengths.Check(p, (long)rows * columns);
        Lengths.Check(dp, (long)rows * columns);
        Lengths.Check(dx, (long)rows * columns);
        fixed (float* pAt = p, dpAt = dp, dxAt = dx)
        {
            var job = new BackwardJob { P = pAt, Dp = dpAt, Dx = dxAt, Rows = RowParts(rows, columns), Columns = columns, Accumulate = accumulate };
            LaneJob.Run(workers, job, job.Rows.Count, laneWidth);
        }
    }

    /// <summary>Rows are independent, so a part is as many as make it worth a worker's while.</summary>
    public static Parts RowParts(int rows, int columns) => Parts.OfRows(rows, columns, PartLength);

    struct ForwardJob : ILaneJob
    {
        public float* X, P, LogSums;
        public Parts Rows;
        public int Columns;

        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            (int first, int end) = Rows.Range(part);
            for (int row = first; row < end; row++)
            {
                float logSum = SoftmaxRow.Forward<TLane>(X + ((nint)row * Columns), P + ((nint)row * Columns), Columns);
                if (LogSums != null)
                    LogSums[row] = logSum;
            }
        }
    }

    struct BackwardJob : ILaneJob
    {
        public float* P, Dp, Dx;
        public Parts Rows;
        public int Columns;
        public bool Accumulate;

        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            (int first, int end) = Rows.Range(part);
            for (int row = first; row < end; row++)
                SoftmaxRow.Backward<TLane>(P + ((nint)row * Columns), Dp + ((nint)row * Columns), Dx + ((nint)row * Columns), Columns, Accumulate);
        }
    }
}

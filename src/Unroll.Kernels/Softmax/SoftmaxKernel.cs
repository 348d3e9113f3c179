using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Softmax;

/// <summary>Softmax over the last axis: pⱼ = e^(xⱼ − max) / Σ, with the logarithm of the sum kept for the cross-entropy.</summary>
static unsafe class SoftmaxKernel
{
    const int PartLength = 8 * 1024;

    /// <summary>x, p: [rows, columns]; logSums: ln Σⱼ eˣʲ of each row, or empty.</summary>
    public static void Forward(Workers workers, ReadOnlySpan<float> x, int rows, int columns, Span<float> p, Span<float> logSums)
    {
        Lengths.Check(x, (long)rows * columns);
        Lengths.Check(p, (long)rows * columns);
        Lengths.Check(logSums, logSums.IsEmpty ? 0 : rows);
        fixed (float* xAt = x, pAt = p, sumsAt = logSums)
        {
            if (Vector512.IsHardwareAccelerated)
                Forward<Lane512>(workers, xAt, rows, columns, pAt, sumsAt);
            else if (Vector256.IsHardwareAccelerated)
                Forward<Lane256>(workers, xAt, rows, columns, pAt, sumsAt);
            else
                Forward<Lane128>(workers, xAt, rows, columns, pAt, sumsAt);
        }
    }

    public static void Forward<TLane>(Workers workers, float* x, int rows, int columns, float* p, float* logSums) where TLane : struct, ILane<TLane>
    {
        var job = new ForwardJob<TLane> { X = x, P = p, LogSums = logSums, Rows = rows, Columns = columns, PartRows = PartRows(columns) };
        workers.Run(ref job, (rows + job.PartRows - 1) / job.PartRows);
    }

    /// <summary>dx (+)= p · (dp − Σⱼ pⱼ·dpⱼ).</summary>
    public static void Backward(Workers workers, ReadOnlySpan<float> p, ReadOnlySpan<float> dp, int rows, int columns, Span<float> dx, bool accumulate)
    {
        Lengths.Check(p, (long)rows * columns);
        Lengths.Check(dp, (long)rows * columns);
        Lengths.Check(dx, (long)rows * columns);
        fixed (float* pAt = p, dpAt = dp, dxAt = dx)
        {
            if (Vector512.IsHardwareAccelerated)
                Backward<Lane512>(workers, pAt, dpAt, rows, columns, dxAt, accumulate);
            else if (Vector256.IsHardwareAccelerated)
                Backward<Lane256>(workers, pAt, dpAt, rows, columns, dxAt, accumulate);
            else
                Backward<Lane128>(workers, pAt, dpAt, rows, columns, dxAt, accumulate);
        }
    }

    public static void Backward<TLane>(Workers workers, float* p, float* dp, int rows, int columns, float* dx, bool accumulate) where TLane : struct, ILane<TLane>
    {
        var job = new BackwardJob<TLane> { P = p, Dp = dp, Dx = dx, Rows = rows, Columns = columns, Accumulate = accumulate, PartRows = PartRows(columns) };
        workers.Run(ref job, (rows + job.PartRows - 1) / job.PartRows);
    }

    /// <summary>Rows are independent, so a part is as many as make it worth a worker's while.</summary>
    public static int PartRows(int columns) => Math.Max(1, PartLength / Math.Max(1, columns));

    struct ForwardJob<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public float* X, P, LogSums;
        public int Rows, Columns, PartRows;

        public readonly void Execute(int part, int worker)
        {
            int end = Math.Min((part + 1) * PartRows, Rows);
            for (int row = part * PartRows; row < end; row++)
            {
                float logSum = Row(X + ((nint)row * Columns), P + ((nint)row * Columns), Columns);
                if (LogSums != null)
                    LogSums[row] = logSum;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static float Row(float* x, float* p, int columns)
        {
            float max = RowMaximum.Of<TLane>(x, columns);
            float* partial = stackalloc float[16];
            int whole = columns / 16 * 16;
            for (int lane = 0; lane < 16; lane += TLane.Width)
            {
                TLane lanes = TLane.Zero;
                for (int j = lane; j < whole; j += 16)
                {
                    TLane value = LaneMath.Exp(TLane.Load(x + j) - TLane.Create(max));
                    TLane.Store(value, p + j);
                    lanes += value;
                }

                TLane.Store(lanes, partial + lane);
            }

            for (int j = whole; j < columns; j++)
            {
                p[j] = LaneMath.Exp(LaneScalar.Create(x[j] - max)).Value;
                partial[j - whole] += p[j];
            }

            float sum = PartialSums.Total(partial);
            int at = 0;
            for (; at + TLane.Width <= columns; at += TLane.Width)
                TLane.Store(TLane.Load(p + at) / TLane.Create(sum), p + at);
            for (; at < columns; at++)
                p[at] /= sum;
            return max + LaneMath.Log(LaneScalar.Create(sum)).Value;
        }
    }

    struct BackwardJob<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public float* P, Dp, Dx;
        public int Rows, Columns, PartRows;
        public bool Accumulate;

        public readonly void Execute(int part, int worker)
        {
            int end = Math.Min((part + 1) * PartRows, Rows);
            for (int row = part * PartRows; row < end; row++)
                Row(P + ((nint)row * Columns), Dp + ((nint)row * Columns), Dx + ((nint)row * Columns));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Row(float* p, float* dp, float* dx)
        {
            float sum = PartialSums.Sum<TLane, ProductTerm>(default, p, dp, Columns);
            int j = 0;
            for (; j + TLane.Width <= Columns; j += TLane.Width)
                One<TLane>(p + j, dp + j, dx + j, sum);
            for (; j < Columns; j++)
                One<LaneScalar>(p + j, dp + j, dx + j, sum);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly void One<TAny>(float* p, float* dp, float* dx, float sum) where TAny : struct, ILane<TAny>
        {
            TAny value = TAny.Load(p) * (TAny.Load(dp) - TAny.Create(sum));
            TAny.Store(Accumulate ? TAny.Load(dx) + value : value, dx);
        }
    }
}

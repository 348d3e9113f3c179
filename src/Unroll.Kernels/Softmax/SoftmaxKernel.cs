using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Softmax;

/// <summary>Softmax over the last axis: pⱼ = e^(xⱼ − max) / Σ, with the logarithm of the sum kept for the cross-entropy.</summary>
static unsafe class SoftmaxKernel
{
    const int PartRows = 64;

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
        var job = new ForwardJob<TLane> { X = x, P = p, LogSums = logSums, Rows = rows, Columns = columns };
        workers.Run(ref job, (rows + PartRows - 1) / PartRows);
    }

    /// <summary>dx (+)= p · (dp − Σⱼ pⱼ·dpⱼ).</summary>
    public static void Backward(Workers workers, ReadOnlySpan<float> p, ReadOnlySpan<float> dp, int rows, int columns, Span<float> dx, bool accumulate)
    {
        Lengths.Check(p, (long)rows * columns);
        Lengths.Check(dp, (long)rows * columns);
        Lengths.Check(dx, (long)rows * columns);
        fixed (float* pAt = p, dpAt = dp, dxAt = dx)
        {
            var job = new BackwardJob { P = pAt, Dp = dpAt, Dx = dxAt, Rows = rows, Columns = columns, Accumulate = accumulate };
            workers.Run(ref job, (rows + PartRows - 1) / PartRows);
        }
    }

    struct ForwardJob<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public float* X, P, LogSums;
        public int Rows, Columns;

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
            float max = float.NegativeInfinity;
            for (int j = 0; j < columns; j++)
                max = x[j] > max ? x[j] : max;

            float* partial = stackalloc float[16];
            new Span<float>(partial, 16).Clear();
            int at = 0;
            for (; at + 16 <= columns; at += 16)
                for (int lane = 0; lane < 16; lane += TLane.Width)
                    Exp<TLane>(x + at + lane, p + at + lane, partial + lane, max);
            for (int lane = 0; at < columns; at++, lane++)
                Exp<LaneScalar>(x + at, p + at, partial + lane, max);

            float sum = Reductions.Total(partial);
            at = 0;
            for (; at + TLane.Width <= columns; at += TLane.Width)
                TLane.Store(TLane.Load(p + at) / TLane.Create(sum), p + at);
            for (; at < columns; at++)
                p[at] /= sum;
            return max + LaneMath.Log(LaneScalar.Create(sum)).Value;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Exp<TAny>(float* x, float* p, float* partial, float max) where TAny : struct, ILane<TAny>
        {
            TAny value = LaneMath.Exp(TAny.Load(x) - TAny.Create(max));
            TAny.Store(value, p);
            TAny.Store(TAny.Load(partial) + value, partial);
        }
    }

    struct BackwardJob : IJob
    {
        public float* P, Dp, Dx;
        public int Rows, Columns;
        public bool Accumulate;

        public readonly void Execute(int part, int worker)
        {
            int end = Math.Min((part + 1) * PartRows, Rows);
            for (int row = part * PartRows; row < end; row++)
            {
                float* p = P + ((nint)row * Columns), dp = Dp + ((nint)row * Columns), dx = Dx + ((nint)row * Columns);
                float sum = 0;
                for (int j = 0; j < Columns; j++)
                    sum += p[j] * dp[j];
                for (int j = 0; j < Columns; j++)
                    dx[j] = (Accumulate ? dx[j] : 0) + (p[j] * (dp[j] - sum));
            }
        }
    }
}

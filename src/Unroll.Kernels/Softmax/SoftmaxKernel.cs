using System.Runtime.CompilerServices;
using Unroll.Kernels.Elementwise;
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

    /// <summary>a / divisor.</summary>
    readonly struct Quotient(float divisor) : IElementFunction
    {
        readonly float _divisor = divisor;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => a / TLane.Create(_divisor);
    }

    /// <summary>p · (dp − sum): a is p, b is dp.</summary>
    readonly struct Gradient(float sum) : IElementFunction
    {
        readonly float _sum = sum;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => a * (b - TLane.Create(_sum));
    }

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
                float logSum = Row<TLane>(X + ((nint)row * Columns), P + ((nint)row * Columns), Columns);
                if (LogSums != null)
                    LogSums[row] = logSum;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static float Row<TLane>(float* x, float* p, int columns) where TLane : struct, ILane<TLane>
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
            ElementLoop.Apply<TLane, Quotient>(new(sum), p, p, p, columns);
            return max + LaneMath.Log(LaneScalar.Create(sum)).Value;
        }
    }

    struct BackwardJob : ILaneJob
    {
        public float* P, Dp, Dx;
        public Parts Rows;
        public int Columns;
        public bool Accumulate;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            (int first, int end) = Rows.Range(part);
            for (int row = first; row < end; row++)
            {
                nint at = (nint)row * Columns;
                float sum = PartialSums.Sum<TLane, ProductTerm>(default, P + at, Dp + at, Columns);
                ElementLoop.Apply<TLane, Gradient>(new(sum), P + at, Dp + at, Dx + at, Columns, Accumulate);
            }
        }
    }
}

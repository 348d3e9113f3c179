using System.Runtime.CompilerServices;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Softmax;

/// <summary>The logarithm of softmax over the last axis: yⱼ = (xⱼ − max) − ln Σ e^(x − max), which neither over- nor underflows.</summary>
static unsafe class LogSoftmaxKernel
{
    /// <summary>x, y: [rows, columns].</summary>
    public static void Forward(Workers workers, ReadOnlySpan<float> x, int rows, int columns, Span<float> y, int laneWidth = 0)
    {
        Lengths.Check(x, (long)rows * columns);
        Lengths.Check(y, (long)rows * columns);
        fixed (float* xAt = x, yAt = y)
        {
            var job = new ForwardJob { X = xAt, Y = yAt, Rows = SoftmaxKernel.RowParts(rows, columns), Columns = columns };
            LaneJob.Run(workers, job, job.Rows.Count, laneWidth);
        }
    }

    /// <summary>dx (+)= dy − e^y · Σⱼ dyⱼ.</summary>
    public static void Backward(Workers workers, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, int rows, int columns, Span<float> dx, bool accumulate,
        int laneWidth = 0)
    {
        Lengths.Check(y, (long)rows * columns);
        Lengths.Check(dy, (long)rows * columns);
        Lengths.Check(dx, (long)rows * columns);
        fixed (float* yAt = y, dyAt = dy, dxAt = dx)
        {
            var job = new BackwardJob
            {
                Y = yAt, Dy = dyAt, Dx = dxAt, Rows = SoftmaxKernel.RowParts(rows, columns), Columns = columns, Accumulate = accumulate,
            };
            LaneJob.Run(workers, job, job.Rows.Count, laneWidth);
        }
    }

    /// <summary>Σ e^(a − center).</summary>
    readonly struct ExponentialTerm(float center) : ISumTerm
    {
        readonly float _center = center;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Add<TLane>(TLane sum, TLane a, TLane b) where TLane : struct, ILane<TLane> => sum + LaneMath.Exp(a - TLane.Create(_center));
    }

    /// <summary>(a − max) − log.</summary>
    readonly struct Difference(float max, float log) : IElementFunction
    {
        readonly float _max = max, _log = log;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => a - TLane.Create(_max) - TLane.Create(_log);
    }

    /// <summary>dy − eʸ · sum: a is y, b is dy.</summary>
    readonly struct Gradient(float sum) : IElementFunction
    {
        readonly float _sum = sum;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => TLane.MultiplyAdd(LaneMath.Exp(a), TLane.Create(-_sum), b);
    }

    struct ForwardJob : ILaneJob
    {
        public float* X, Y;
        public Parts Rows;
        public int Columns;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            (int first, int end) = Rows.Range(part);
            for (int row = first; row < end; row++)
            {
                float* x = X + ((nint)row * Columns);
                float max = RowMaximum.Of<TLane>(x, Columns);
                float log = LaneMath.Log(LaneScalar.Create(PartialSums.Sum<TLane, ExponentialTerm>(new(max), x, x, Columns))).Value;
                ElementLoop.Apply<TLane, Difference>(new(max, log), x, x, Y + ((nint)row * Columns), Columns);
            }
        }
    }

    struct BackwardJob : ILaneJob
    {
        public float* Y, Dy, Dx;
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
                float sum = PartialSums.Sum<TLane, ValueTerm>(default, Dy + at, Dy + at, Columns);
                ElementLoop.Apply<TLane, Gradient>(new(sum), Y + at, Dy + at, Dx + at, Columns, Accumulate);
            }
        }
    }
}

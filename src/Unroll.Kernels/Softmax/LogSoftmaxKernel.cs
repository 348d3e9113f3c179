using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Softmax;

/// <summary>The logarithm of softmax over the last axis: yⱼ = (xⱼ − max) − ln Σ e^(x − max), which neither over- nor underflows.</summary>
static unsafe class LogSoftmaxKernel
{
    /// <summary>x, y: [rows, columns].</summary>
    public static void Forward(Workers workers, ReadOnlySpan<float> x, int rows, int columns, Span<float> y)
    {
        Lengths.Check(x, (long)rows * columns);
        Lengths.Check(y, (long)rows * columns);
        fixed (float* xAt = x, yAt = y)
            Run(workers, xAt, null, yAt, rows, columns, false, Hardware.Width);
    }

    /// <summary>dx (+)= dy − e^y · Σⱼ dyⱼ.</summary>
    public static void Backward(Workers workers, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, int rows, int columns, Span<float> dx, bool accumulate)
    {
        Lengths.Check(y, (long)rows * columns);
        Lengths.Check(dy, (long)rows * columns);
        Lengths.Check(dx, (long)rows * columns);
        fixed (float* yAt = y, dyAt = dy, dxAt = dx)
            Run(workers, yAt, dyAt, dxAt, rows, columns, accumulate, Hardware.Width);
    }

    /// <summary>Forward where there is no gradient, else backward.</summary>
    public static void Run(Workers workers, float* source, float* gradient, float* target, int rows, int columns, bool accumulate, int laneWidth)
    {
        switch (laneWidth)
        {
            case 16: Run<Lane512>(workers, source, gradient, target, rows, columns, accumulate); break;
            case 8: Run<Lane256>(workers, source, gradient, target, rows, columns, accumulate); break;
            case 4: Run<Lane128>(workers, source, gradient, target, rows, columns, accumulate); break;
            default: Run<LaneScalar>(workers, source, gradient, target, rows, columns, accumulate); break;
        }
    }

    static void Run<TLane>(Workers workers, float* source, float* gradient, float* target, int rows, int columns, bool accumulate)
        where TLane : struct, ILane<TLane>
    {
        var job = new Job<TLane>
        {
            Source = source, Gradient = gradient, Target = target, Rows = rows, Columns = columns, Accumulate = accumulate,
            PartRows = SoftmaxKernel.PartRows(columns),
        };
        workers.Run(ref job, (rows + job.PartRows - 1) / job.PartRows);
    }

    /// <summary>Σ e^(a − center).</summary>
    readonly struct ExponentialTerm(float center) : ISumTerm
    {
        readonly float _center = center;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Add<TLane>(TLane sum, TLane a, TLane b) where TLane : struct, ILane<TLane> => sum + LaneMath.Exp(a - TLane.Create(_center));
    }

    struct Job<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public float* Source, Gradient, Target;
        public int Rows, Columns, PartRows;
        public bool Accumulate;

        public readonly void Execute(int part, int worker)
        {
            int end = Math.Min((part + 1) * PartRows, Rows);
            for (int row = part * PartRows; row < end; row++)
            {
                nint at = (nint)row * Columns;
                if (Gradient == null)
                    Forward(Source + at, Target + at);
                else
                    Backward(Source + at, Gradient + at, Target + at);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Forward(float* x, float* y)
        {
            float max = RowMaximum.Of<TLane>(x, Columns);
            float log = LaneMath.Log(LaneScalar.Create(PartialSums.Sum<TLane, ExponentialTerm>(new(max), x, x, Columns))).Value;
            int j = 0;
            for (; j + TLane.Width <= Columns; j += TLane.Width)
                TLane.Store(TLane.Load(x + j) - TLane.Create(max) - TLane.Create(log), y + j);
            for (; j < Columns; j++)
                y[j] = x[j] - max - log;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Backward(float* y, float* dy, float* dx)
        {
            float sum = PartialSums.Sum<TLane, ValueTerm>(default, dy, dy, Columns);
            int j = 0;
            for (; j + TLane.Width <= Columns; j += TLane.Width)
                One<TLane>(y + j, dy + j, dx + j, sum);
            for (; j < Columns; j++)
                One<LaneScalar>(y + j, dy + j, dx + j, sum);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly void One<TAny>(float* y, float* dy, float* dx, float sum) where TAny : struct, ILane<TAny>
        {
            TAny value = TAny.MultiplyAdd(LaneMath.Exp(TAny.Load(y)), TAny.Create(-sum), TAny.Load(dy));
            TAny.Store(Accumulate ? TAny.Load(dx) + value : value, dx);
        }
    }
}

using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Pooling;

/// <summary>The maximum over time, y[b] = maxₜ x[t, b], with a gradient that equal maxima share alike. NaN wins over every number.</summary>
static unsafe class MaximumPoolingKernel
{
    const int PartColumns = 256;

    /// <summary>x: [steps, length]; y: [length].</summary>
    public static void Forward(Workers workers, ReadOnlySpan<float> x, int steps, int length, Span<float> y)
    {
        Lengths.Check(x, (long)steps * length);
        Lengths.Check(y, length);
        fixed (float* xAt = x, yAt = y)
            Run(workers, xAt, steps, length, yAt, null, null, false, Hardware.Width);
    }

    /// <summary>dx[t] (+)= dy / n where x[t] = y, n the number of such steps; else 0.</summary>
    public static void Backward(Workers workers, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, int steps, int length, Span<float> dx,
        bool accumulate)
    {
        Lengths.Check(x, (long)steps * length);
        Lengths.Check(y, length);
        Lengths.Check(dy, length);
        Lengths.Check(dx, (long)steps * length);
        fixed (float* xAt = x, yAt = y, dyAt = dy, dxAt = dx)
            Run(workers, xAt, steps, length, yAt, dyAt, dxAt, accumulate, Hardware.Width);
    }

    /// <summary>Forward where there is no gradient, else backward.</summary>
    public static void Run(Workers workers, float* x, int steps, int length, float* y, float* dy, float* dx, bool accumulate, int laneWidth)
    {
        switch (laneWidth)
        {
            case 16: Run<Lane512>(workers, x, steps, length, y, dy, dx, accumulate); break;
            case 8: Run<Lane256>(workers, x, steps, length, y, dy, dx, accumulate); break;
            case 4: Run<Lane128>(workers, x, steps, length, y, dy, dx, accumulate); break;
            default: Run<LaneScalar>(workers, x, steps, length, y, dy, dx, accumulate); break;
        }
    }

    static void Run<TLane>(Workers workers, float* x, int steps, int length, float* y, float* dy, float* dx, bool accumulate) where TLane : struct, ILane<TLane>
    {
        var job = new Job<TLane> { X = x, Y = y, Dy = dy, Dx = dx, Steps = steps, Length = length, Accumulate = accumulate };
        workers.Run(ref job, (length + PartColumns - 1) / PartColumns);
    }

    struct Job<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public float* X, Y, Dy, Dx;
        public int Steps, Length;
        public bool Accumulate;

        public readonly void Execute(int part, int worker)
        {
            int column = part * PartColumns, end = Math.Min(column + PartColumns, Length);
            for (; column + TLane.Width <= end; column += TLane.Width)
                Column<TLane>(column);
            for (; column < end; column++)
                Column<LaneScalar>(column);
        }

        readonly void Column<TAny>(int column) where TAny : struct, ILane<TAny>
        {
            if (Dy == null)
                Forward<TAny>(X + column, Y + column);
            else
                Backward<TAny>(X + column, Dx + column, TAny.Load(Y + column), TAny.Load(Dy + column));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Forward<TAny>(float* x, float* y) where TAny : struct, ILane<TAny>
        {
            TAny max = TAny.Load(x);
            for (int time = 1; time < Steps; time++)
            {
                // Kept unless the value is larger or no number.
                TAny value = TAny.Load(x + ((nint)time * Length));
                TAny kept = TAny.Select(TAny.GreaterThan(value, max), value, max);
                max = TAny.Select(TAny.Equal(value, value), kept, value);
            }

            TAny.Store(max, y);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Backward<TAny>(float* x, float* dx, TAny max, TAny gradient) where TAny : struct, ILane<TAny>
        {
            TAny count = TAny.Zero;
            for (int time = 0; time < Steps; time++)
                count += TAny.Select(TAny.Equal(TAny.Load(x + ((nint)time * Length)), max), TAny.Create(1), TAny.Zero);
            TAny share = gradient / count;
            for (int time = 0; time < Steps; time++)
            {
                nint at = (nint)time * Length;
                TAny value = TAny.Select(TAny.Equal(TAny.Load(x + at), max), share, TAny.Zero);
                TAny.Store(Accumulate ? TAny.Load(dx + at) + value : value, dx + at);
            }
        }
    }
}

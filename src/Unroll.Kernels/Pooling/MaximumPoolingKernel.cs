using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Pooling;

/// <summary>
/// The maximum over time of the steps that count, y[b] = maxₜ x[t, b], with a gradient that equal maxima share alike. NaN wins over every number. A row
/// without any such step gives zeros.
/// </summary>
static unsafe class MaximumPoolingKernel
{
    /// <summary>x: [steps, batch, columns]; mask: [steps, batch], 0 where a step does not count, or empty; y: [batch, columns].</summary>
    public static void Forward(Workers workers, ReadOnlySpan<float> x, PoolingShape shape, ReadOnlySpan<byte> mask, Span<float> y, int laneWidth = 0)
    {
        shape.CheckSequence(x, nameof(x));
        shape.CheckPooled(y, nameof(y));
        shape.CheckMask(mask);
        fixed (float* xAt = x, yAt = y)
        fixed (byte* maskAt = mask)
            LaneJob.Run(workers, new Job { Shape = shape, X = xAt, Y = yAt, Mask = maskAt }, shape.Batch, laneWidth);
    }

    /// <summary>dx[t] (+)= dy / n where step t counts and x[t] = y, n the number of such steps; else 0.</summary>
    public static void Backward(Workers workers, ReadOnlySpan<float> x, PoolingShape shape, ReadOnlySpan<byte> mask, ReadOnlySpan<float> y,
        ReadOnlySpan<float> dy, Span<float> dx, bool accumulate, int laneWidth = 0)
    {
        shape.CheckSequence(x, nameof(x));
        shape.CheckPooled(y, nameof(y));
        shape.CheckPooled(dy, nameof(dy));
        shape.CheckSequence(dx, nameof(dx));
        shape.CheckMask(mask);
        fixed (float* xAt = x, yAt = y, dyAt = dy, dxAt = dx)
        fixed (byte* maskAt = mask)
        {
            var job = new Job { Shape = shape, X = xAt, Y = yAt, Dy = dyAt, Dx = dxAt, Mask = maskAt, Accumulate = accumulate };
            LaneJob.Run(workers, job, shape.Batch, laneWidth);
        }
    }

    /// <summary>Forward where there is no gradient, else backward.</summary>
    struct Job : ILaneJob
    {
        public PoolingShape Shape;
        public float* X, Y, Dy, Dx;
        public byte* Mask;
        public bool Accumulate;

        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            int column = 0;
            for (; column + TLane.Width <= Shape.Columns; column += TLane.Width)
                Column<TLane>(part, column);
            for (; column < Shape.Columns; column++)
                Column<LaneScalar>(part, column);
        }

        readonly void Column<TLane>(int row, int column) where TLane : struct, ILane<TLane>
        {
            nint at = ((nint)row * Shape.Columns) + column;
            if (Dy == null)
                Forward<TLane>(X + at, Y + at, row);
            else
                Backward<TLane>(X + at, Dx + at, TLane.Load(Y + at), TLane.Load(Dy + at), row);
        }

        readonly bool Counts(int time, int row) => Mask == null || Mask[((nint)time * Shape.Batch) + row] != 0;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Forward<TLane>(float* x, float* y, int row) where TLane : struct, ILane<TLane>
        {
            nint stride = Shape.Stride;
            TLane max = TLane.Create(float.NegativeInfinity);
            bool any = false;
            for (int time = 0; time < Shape.Steps; time++, x += stride)
            {
                if (!Counts(time, row))
                    continue;

                // Kept unless the value is larger or no number.
                TLane value = TLane.Load(x), kept = TLane.Select(TLane.GreaterThan(value, max), value, max);
                max = TLane.Select(TLane.Equal(value, value), kept, value);
                any = true;
            }

            TLane.Store(any ? max : TLane.Zero, y);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Backward<TLane>(float* x, float* dx, TLane max, TLane gradient, int row) where TLane : struct, ILane<TLane>
        {
            nint stride = Shape.Stride;
            TLane count = TLane.Zero;
            for (int time = 0; time < Shape.Steps; time++)
                if (Counts(time, row))
                    count += TLane.Select(TLane.Equal(TLane.Load(x + (time * stride)), max), TLane.Create(1), TLane.Zero);
            TLane share = gradient / count;
            for (int time = 0; time < Shape.Steps; time++, x += stride, dx += stride)
            {
                TLane value = Counts(time, row) ? TLane.Select(TLane.Equal(TLane.Load(x), max), share, TLane.Zero) : TLane.Zero;
                TLane.Store(Accumulate ? TLane.Load(dx) + value : value, dx);
            }
        }
    }
}

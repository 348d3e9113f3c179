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
    public static void Forward(Workers workers, ReadOnlySpan<float> x, int steps, int batch, int columns, ReadOnlySpan<byte> mask, Span<float> y) =>
        Run(workers, x, steps, batch, columns, mask, y, [], [], false);

    /// <summary>dx[t] (+)= dy / n where step t counts and x[t] = y, n the number of such steps; else 0.</summary>
    public static void Backward(Workers workers, ReadOnlySpan<float> x, int steps, int batch, int columns, ReadOnlySpan<byte> mask, ReadOnlySpan<float> y,
        ReadOnlySpan<float> dy, Span<float> dx, bool accumulate)
    {
        Lengths.Check(dy, (long)batch * columns);
        Lengths.Check(dx, (long)steps * batch * columns);
        Run(workers, x, steps, batch, columns, mask, y, dy, dx, accumulate);
    }

    static void Run(Workers workers, ReadOnlySpan<float> x, int steps, int batch, int columns, ReadOnlySpan<byte> mask, ReadOnlySpan<float> y,
        ReadOnlySpan<float> dy, Span<float> dx, bool accumulate)
    {
        Lengths.Check(x, (long)steps * batch * columns);
        Lengths.Check(y, (long)batch * columns);
        if (!mask.IsEmpty && mask.Length < steps * batch)
            throw new ArgumentException($"The mask holds {mask.Length} bytes, {steps * batch} are needed.", nameof(mask));
        fixed (float* xAt = x, yAt = y, dyAt = dy, dxAt = dx)
        fixed (byte* maskAt = mask)
            Run(workers, xAt, steps, batch, columns, maskAt, yAt, dyAt, dxAt, accumulate, Hardware.Width);
    }

    /// <summary>Forward where there is no gradient, else backward.</summary>
    public static void Run(Workers workers, float* x, int steps, int batch, int columns, byte* mask, float* y, float* dy, float* dx, bool accumulate,
        int laneWidth)
    {
        switch (laneWidth)
        {
            case 16: Run<Lane512>(workers, x, steps, batch, columns, mask, y, dy, dx, accumulate); break;
            case 8: Run<Lane256>(workers, x, steps, batch, columns, mask, y, dy, dx, accumulate); break;
            case 4: Run<Lane128>(workers, x, steps, batch, columns, mask, y, dy, dx, accumulate); break;
            default: Run<LaneScalar>(workers, x, steps, batch, columns, mask, y, dy, dx, accumulate); break;
        }
    }

    static void Run<TLane>(Workers workers, float* x, int steps, int batch, int columns, byte* mask, float* y, float* dy, float* dx, bool accumulate)
        where TLane : struct, ILane<TLane>
    {
        var job = new Job<TLane>
        {
            X = x, Y = y, Dy = dy, Dx = dx, Mask = mask, Steps = steps, Batch = batch, Columns = columns, Accumulate = accumulate,
        };
        workers.Run(ref job, batch);
    }

    struct Job<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public float* X, Y, Dy, Dx;
        public byte* Mask;
        public int Steps, Batch, Columns;
        public bool Accumulate;

        public readonly void Execute(int part, int worker)
        {
            int column = 0;
            for (; column + TLane.Width <= Columns; column += TLane.Width)
                Column<TLane>(part, column);
            for (; column < Columns; column++)
                Column<LaneScalar>(part, column);
        }

        readonly void Column<TAny>(int row, int column) where TAny : struct, ILane<TAny>
        {
            nint at = ((nint)row * Columns) + column;
            if (Dy == null)
                Forward<TAny>(X + at, Y + at, row);
            else
                Backward<TAny>(X + at, Dx + at, TAny.Load(Y + at), TAny.Load(Dy + at), row);
        }

        readonly bool Counts(int time, int row) => Mask == null || Mask[((nint)time * Batch) + row] != 0;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Forward<TAny>(float* x, float* y, int row) where TAny : struct, ILane<TAny>
        {
            nint stride = (nint)Batch * Columns;
            TAny max = TAny.Create(float.NegativeInfinity);
            bool any = false;
            for (int time = 0; time < Steps; time++, x += stride)
            {
                if (!Counts(time, row))
                    continue;

                // Kept unless the value is larger or no number.
                TAny value = TAny.Load(x), kept = TAny.Select(TAny.GreaterThan(value, max), value, max);
                max = TAny.Select(TAny.Equal(value, value), kept, value);
                any = true;
            }

            TAny.Store(any ? max : TAny.Zero, y);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Backward<TAny>(float* x, float* dx, TAny max, TAny gradient, int row) where TAny : struct, ILane<TAny>
        {
            nint stride = (nint)Batch * Columns;
            TAny count = TAny.Zero;
            for (int time = 0; time < Steps; time++)
                if (Counts(time, row))
                    count += TAny.Select(TAny.Equal(TAny.Load(x + (time * stride)), max), TAny.Create(1), TAny.Zero);
            TAny share = gradient / count;
            for (int time = 0; time < Steps; time++, x += stride, dx += stride)
            {
                TAny value = Counts(time, row) ? TAny.Select(TAny.Equal(TAny.Load(x), max), share, TAny.Zero) : TAny.Zero;
                TAny.Store(Accumulate ? TAny.Load(dx) + value : value, dx);
            }
        }
    }
}

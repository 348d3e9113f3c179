using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Pooling;

/// <summary>The mean over time of the steps that count: y[b] = Σₜ x[t, b] / n[b]. A row without any such step gives zeros.</summary>
static unsafe class AveragePoolingKernel
{
    /// <summary>x: [steps, batch, columns]; mask: [steps, batch], 0 where a step does not count, or empty; y: [batch, columns].</summary>
    public static void Forward(Workers workers, ReadOnlySpan<float> x, int steps, int batch, int columns, ReadOnlySpan<byte> mask, Span<float> y) =>
        Run(workers, x, steps, batch, columns, mask, y, backward: false, accumulate: false);

    /// <summary>dx[t, b] (+)= dy[b] / n[b], or 0 where the step does not count.</summary>
    public static void Backward(Workers workers, ReadOnlySpan<float> dy, int steps, int batch, int columns, ReadOnlySpan<byte> mask, Span<float> dx,
        bool accumulate) => Run(workers, dx, steps, batch, columns, mask, dy, backward: true, accumulate);

    static void Run(Workers workers, ReadOnlySpan<float> sequence, int steps, int batch, int columns, ReadOnlySpan<byte> mask, ReadOnlySpan<float> pooled,
        bool backward, bool accumulate)
    {
        Lengths.Check(sequence, (long)steps * batch * columns);
        Lengths.Check(pooled, (long)batch * columns);
        if (!mask.IsEmpty && mask.Length < steps * batch)
            throw new ArgumentException($"The mask holds {mask.Length} bytes, {steps * batch} are needed.", nameof(mask));
        fixed (float* sequenceAt = sequence, pooledAt = pooled)
        fixed (byte* maskAt = mask)
            Run(workers, sequenceAt, steps, batch, columns, maskAt, pooledAt, backward, accumulate, Hardware.Width);
    }

    public static void Run(Workers workers, float* sequence, int steps, int batch, int columns, byte* mask, float* pooled, bool backward, bool accumulate,
        int laneWidth)
    {
        switch (laneWidth)
        {
            case 16: Run<Lane512>(workers, sequence, steps, batch, columns, mask, pooled, backward, accumulate); break;
            case 8: Run<Lane256>(workers, sequence, steps, batch, columns, mask, pooled, backward, accumulate); break;
            case 4: Run<Lane128>(workers, sequence, steps, batch, columns, mask, pooled, backward, accumulate); break;
            default: Run<LaneScalar>(workers, sequence, steps, batch, columns, mask, pooled, backward, accumulate); break;
        }
    }

    static void Run<TLane>(Workers workers, float* sequence, int steps, int batch, int columns, byte* mask, float* pooled, bool backward, bool accumulate)
        where TLane : struct, ILane<TLane>
    {
        var job = new Job<TLane>
        {
            Sequence = sequence, Pooled = pooled, Mask = mask, Steps = steps, Batch = batch, Columns = columns, IsBackward = backward, Accumulate = accumulate,
        };
        workers.Run(ref job, batch);
    }

    struct Job<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public float* Sequence, Pooled;
        public byte* Mask;
        public int Steps, Batch, Columns;
        public bool IsBackward, Accumulate;

        public readonly void Execute(int part, int worker)
        {
            int count = Mask == null ? Steps : 0;
            if (Mask != null)
                for (int time = 0; time < Steps; time++)
                    count += Mask[((nint)time * Batch) + part] != 0 ? 1 : 0;
            int column = 0;
            for (; column + TLane.Width <= Columns; column += TLane.Width)
                Column<TLane>(part, column, Math.Max(1, count));
            for (; column < Columns; column++)
                Column<LaneScalar>(part, column, Math.Max(1, count));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Column<TAny>(int row, int column, int count) where TAny : struct, ILane<TAny>
        {
            nint stride = (nint)Batch * Columns;
            float* pooled = Pooled + ((nint)row * Columns) + column, at = Sequence + ((nint)row * Columns) + column;
            TAny value = IsBackward ? TAny.Load(pooled) / TAny.Create(count) : TAny.Zero;
            for (int time = 0; time < Steps; time++, at += stride)
            {
                bool counts = Mask == null || Mask[((nint)time * Batch) + row] != 0;
                if (!IsBackward)
                    value = counts ? value + TAny.Load(at) : value;
                else if (counts || !Accumulate)
                    TAny.Store(!counts ? TAny.Zero : Accumulate ? TAny.Load(at) + value : value, at);
            }

            if (!IsBackward)
                TAny.Store(value / TAny.Create(count), pooled);
        }
    }
}

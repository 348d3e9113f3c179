using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Pooling;

/// <summary>The mean over time of the steps that count: y[b] = Σₜ x[t, b] / n[b]. A row without any such step gives zeros.</summary>
static unsafe class AveragePoolingKernel
{
    /// <summary>x: [steps, batch, columns]; mask: [steps, batch], 0 where a step does not count, or empty; y: [batch, columns].</summary>
    public static void Forward(Workers workers, ReadOnlySpan<float> x, PoolingShape shape, ReadOnlySpan<byte> mask, Span<float> y, int laneWidth = 0)
    {
        shape.CheckSequence(x, nameof(x));
        shape.CheckPooled(y, nameof(y));
        shape.CheckMask(mask);
        fixed (float* xAt = x, yAt = y)
        fixed (byte* maskAt = mask)
            LaneJob.Run(workers, new Job { Shape = shape, Sequence = xAt, Pooled = yAt, Mask = maskAt }, shape.Batch, laneWidth);
    }

    /// <summary>dx[t, b] (+)= dy[b] / n[b], or 0 where the step does not count.</summary>
    public static void Backward(Workers workers, ReadOnlySpan<float> dy, PoolingShape shape, ReadOnlySpan<byte> mask, Span<float> dx, bool accumulate,
        int laneWidth = 0)
    {
        shape.CheckPooled(dy, nameof(dy));
        shape.CheckSequence(dx, nameof(dx));
        shape.CheckMask(mask);
        fixed (float* dyAt = dy, dxAt = dx)
        fixed (byte* maskAt = mask)
        {
            var job = new Job { Shape = shape, Sequence = dxAt, Pooled = dyAt, Mask = maskAt, IsBackward = true, Accumulate = accumulate };
            LaneJob.Run(workers, job, shape.Batch, laneWidth);
        }
    }

    struct Job : ILaneJob
    {
        public PoolingShape Shape;
        public float* Sequence, Pooled;
        public byte* Mask;
        public bool IsBackward, Accumulate;

        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            int count = Mask == null ? Shape.Steps : 0;
            if (Mask != null)
                for (int time = 0; time < Shape.Steps; time++)
                    count += Mask[((nint)time * Shape.Batch) + part] != 0 ? 1 : 0;
            int column = 0;
            for (; column + TLane.Width <= Shape.Columns; column += TLane.Width)
                Column<TLane>(part, column, Math.Max(1, count));
            for (; column < Shape.Columns; column++)
                Column<LaneScalar>(part, column, Math.Max(1, count));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Column<TLane>(int row, int column, int count) where TLane : struct, ILane<TLane>
        {
            nint stride = Shape.Stride, first = ((nint)row * Shape.Columns) + column;
            float* pooled = Pooled + first, at = Sequence + first;
            TLane value = IsBackward ? TLane.Load(pooled) / TLane.Create(count) : TLane.Zero;
            for (int time = 0; time < Shape.Steps; time++, at += stride)
            {
                bool counts = Mask == null || Mask[((nint)time * Shape.Batch) + row] != 0;
                if (!IsBackward)
                    value = counts ? value + TLane.Load(at) : value;
                else if (counts || !Accumulate)
                    TLane.Store(!counts ? TLane.Zero : Accumulate ? TLane.Load(at) + value : value, at);
            }

            if (!IsBackward)
                TLane.Store(value / TLane.Create(count), pooled);
        }
    }
}

using System.Runtime.CompilerServices;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Softmax;

/// <summary>
/// The cross-entropy after a softmax, from logits: −Σⱼ yⱼ·ln pⱼ = Σⱼ yⱼ·(ln Σ eˣ − xⱼ), with the gradient p·Σy − y. Targets are ids or rows of weights.
/// Backwards
/// each row has a scale; one whose scale is 0 takes no part, whatever its logits and targets.
/// </summary>
static unsafe class CrossEntropyKernel
{
    const int PartRows = 64;

    /// <summary>losses[i] = logSums[i] − x[i, ids[i]]; NaN where the id is not below the columns.</summary>
    public static void Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> logSums, ReadOnlySpan<int> ids, int columns, Span<float> losses)
    {
        for (int row = 0; row < losses.Length; row++)
            losses[row] = (uint)ids[row] < (uint)columns ? logSums[row] - x[(row * columns) + ids[row]] : float.NaN;
    }

    /// <summary>losses[i] = Σⱼ y[i, j]·(logSums[i] − x[i, j]).</summary>
    public static void Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> logSums, ReadOnlySpan<float> y, int columns, Span<float> losses)
    {
        for (int row = 0; row < losses.Length; row++)
        {
            float loss = 0;
            for (int j = 0, at = row * columns; j < columns; j++, at++)
                if (y[at] != 0)
                    loss += y[at] * (logSums[row] - x[at]);
            losses[row] = loss;
        }
    }

    /// <summary>dx[i] (+)= scales[i]·(p[i] − e_id).</summary>
    public static void Backward(Workers workers, ReadOnlySpan<float> p, ReadOnlySpan<int> ids, int columns, ReadOnlySpan<float> scales, Span<float> dx,
        bool accumulate, int laneWidth = 0)
    {
        Lengths.Check(p, (long)ids.Length * columns);
        Lengths.Check(dx, (long)ids.Length * columns);
        Lengths.Check(scales, ids.Length);
        fixed (int* idsAt = ids)
        fixed (float* pAt = p, scalesAt = scales, dxAt = dx)
        {
            var job = new Job
            {
                P = pAt, Ids = idsAt, Scales = scalesAt, Dx = dxAt, Rows = new(ids.Length, PartRows), Columns = columns, Accumulate = accumulate,
            };
            LaneJob.Run(workers, job, job.Rows.Count, laneWidth);
        }
    }

    /// <summary>dx[i] (+)= scales[i]·(p[i]·Σy[i] − y[i]).</summary>
    public static void Backward(Workers workers, ReadOnlySpan<float> p, ReadOnlySpan<float> y, int columns, ReadOnlySpan<float> scales, Span<float> dx,
        bool accumulate, int laneWidth = 0)
    {
        int rows = y.Length / columns;
        Lengths.Check(p, y.Length);
        Lengths.Check(dx, y.Length);
        Lengths.Check(scales, rows);
        fixed (float* pAt = p, yAt = y, scalesAt = scales, dxAt = dx)
        {
            var job = new Job { P = pAt, Y = yAt, Scales = scalesAt, Dx = dxAt, Rows = new(rows, PartRows), Columns = columns, Accumulate = accumulate };
            LaneJob.Run(workers, job, job.Rows.Count, laneWidth);
        }
    }

    /// <summary>scale·(p·weight − y).</summary>
    readonly struct Gradient(float scale, float weight) : IElementFunction
    {
        readonly float _scale = scale, _weight = weight;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => TLane.Create(_scale) * ((a * TLane.Create(_weight)) - b);
    }

    /// <summary>The backward half. Targets are ids where there are no rows of them.</summary>
    struct Job : ILaneJob
    {
        public float* P, Y, Scales, Dx;
        public int* Ids;
        public Parts Rows;
        public int Columns;
        public bool Accumulate;

        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            (int first, int end) = Rows.Range(part);
            for (int row = first; row < end; row++)
            {
                float* p = P + ((nint)row * Columns), dx = Dx + ((nint)row * Columns);
                float scale = Scales[row];
                if (scale == 0)
                {
                    if (!Accumulate)
                        new Span<float>(dx, Columns).Clear();
                }
                else if (Y == null)
                {
                    OfId<TLane>(p, Ids[row], scale, dx);
                }
                else
                {
                    OfRow<TLane>(p, Y + ((nint)row * Columns), scale, dx);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void OfId<TLane>(float* p, int id, float scale, float* dx) where TLane : struct, ILane<TLane>
        {
            float before = (uint)id < (uint)Columns && Accumulate ? dx[id] : 0;
            ElementLoop.Apply<TLane, ScaleFunction>(new(scale), p, p, dx, Columns, Accumulate);
            if ((uint)id < (uint)Columns)
                dx[id] = before + (scale * (p[id] - 1));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void OfRow<TLane>(float* p, float* y, float scale, float* dx) where TLane : struct, ILane<TLane>
        {
            float weight = 0;
            for (int i = 0; i < Columns; i++)
                weight += y[i];
            ElementLoop.Apply<TLane, Gradient>(new(scale, weight), p, y, dx, Columns, Accumulate);
        }
    }
}

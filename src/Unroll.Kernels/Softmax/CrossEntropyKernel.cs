using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Softmax;

/// <summary>
/// The cross-entropy behind a softmax, from logits: −Σⱼ yⱼ·ln pⱼ = Σⱼ yⱼ·(ln Σ eˣ − xⱼ), with the gradient p·Σy − y. Targets are ids or rows of weights. Backwards
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
    public static void Backward(
        Workers workers, ReadOnlySpan<float> p, ReadOnlySpan<int> ids, int columns, ReadOnlySpan<float> scales, Span<float> dx, bool accumulate)
    {
        Lengths.Check(p, (long)ids.Length * columns);
        Lengths.Check(dx, (long)ids.Length * columns);
        Lengths.Check(scales, ids.Length);
        fixed (int* idsAt = ids)
        fixed (float* pAt = p, scalesAt = scales, dxAt = dx)
            Dispatch(workers, new Rows { P = pAt, Ids = idsAt, Scales = scalesAt, Dx = dxAt, Count = ids.Length, Columns = columns, Accumulate = accumulate });
    }

    /// <summary>dx[i] (+)= scales[i]·(p[i]·Σy[i] − y[i]).</summary>
    public static void Backward(
        Workers workers, ReadOnlySpan<float> p, ReadOnlySpan<float> y, int columns, ReadOnlySpan<float> scales, Span<float> dx, bool accumulate)
    {
        int rows = y.Length / columns;
        Lengths.Check(p, y.Length);
        Lengths.Check(dx, y.Length);
        Lengths.Check(scales, rows);
        fixed (float* pAt = p, yAt = y, scalesAt = scales, dxAt = dx)
            Dispatch(workers, new Rows { P = pAt, Y = yAt, Scales = scalesAt, Dx = dxAt, Count = rows, Columns = columns, Accumulate = accumulate });
    }

    public static void Run<TLane>(Workers workers, Rows rows) where TLane : struct, ILane<TLane>
    {
        var job = new Job<TLane> { Data = rows };
        workers.Run(ref job, (rows.Count + PartRows - 1) / PartRows);
    }

    static void Dispatch(Workers workers, Rows rows)
    {
        if (Vector512.IsHardwareAccelerated)
            Run<Lane512>(workers, rows);
        else if (Vector256.IsHardwareAccelerated)
            Run<Lane256>(workers, rows);
        else
            Run<Lane128>(workers, rows);
    }

    /// <summary>What the backward half works on: targets are <see cref="Ids"/> where <see cref="Y"/> is null.</summary>
    public struct Rows
    {
        public float* P, Y, Scales, Dx;
        public int* Ids;
        public int Count, Columns;
        public bool Accumulate;
    }

    struct Job<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public Rows Data;

        public readonly void Execute(int part, int worker)
        {
            int end = Math.Min((part + 1) * PartRows, Data.Count), columns = Data.Columns;
            for (int row = part * PartRows; row < end; row++)
            {
                float* p = Data.P + ((nint)row * columns), dx = Data.Dx + ((nint)row * columns);
                float scale = Data.Scales[row];
                if (scale == 0)
                {
                    if (!Data.Accumulate)
                        new Span<float>(dx, columns).Clear();
                }
                else if (Data.Y == null)
                {
                    OfId(p, Data.Ids[row], scale, dx);
                }
                else
                {
                    OfRow(p, Data.Y + ((nint)row * columns), scale, dx);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void OfId(float* p, int id, float scale, float* dx)
        {
            float before = (uint)id < (uint)Data.Columns && Data.Accumulate ? dx[id] : 0;
            int j = 0;
            for (; j + TLane.Width <= Data.Columns; j += TLane.Width)
                TLane.Store(Before(dx + j) + (TLane.Create(scale) * TLane.Load(p + j)), dx + j);
            for (; j < Data.Columns; j++)
                dx[j] = (Data.Accumulate ? dx[j] : 0) + (scale * p[j]);
            if ((uint)id < (uint)Data.Columns)
                dx[id] = before + (scale * (p[id] - 1));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void OfRow(float* p, float* y, float scale, float* dx)
        {
            float weight = 0;
            for (int i = 0; i < Data.Columns; i++)
                weight += y[i];
            int j = 0;
            for (; j + TLane.Width <= Data.Columns; j += TLane.Width)
                TLane.Store(Before(dx + j) + (TLane.Create(scale) * ((TLane.Load(p + j) * TLane.Create(weight)) - TLane.Load(y + j))), dx + j);
            for (; j < Data.Columns; j++)
                dx[j] = (Data.Accumulate ? dx[j] : 0) + (scale * ((p[j] * weight) - y[j]));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly TLane Before(float* dx) => Data.Accumulate ? TLane.Load(dx) : TLane.Zero;
    }
}

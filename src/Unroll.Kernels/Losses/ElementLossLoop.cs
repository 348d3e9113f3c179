using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Losses;

/// <summary>
/// The one loop of all losses that are sums over elements: a loss for each row, and the gradient from one number for each row. The sum of a row falls into 16
/// partial sums, so its bits depend on the data alone.
/// </summary>
static unsafe class ElementLossLoop
{
    const int PartLength = 16 * 1024;

    /// <summary>losses[i] = Σⱼ ℓ(p[i, j], y[i, j]) / divisor.</summary>
    public static void Forward<TLoss>(Workers workers, TLoss loss, ReadOnlySpan<float> p, ReadOnlySpan<float> y, int columns, float divisor, Span<float> losses)
        where TLoss : struct, IElementLoss
    {
        Lengths.Check(p, (long)losses.Length * columns);
        Lengths.Check(y, (long)losses.Length * columns);
        fixed (float* pAt = p, yAt = y, lossesAt = losses)
        {
            var rows = new ElementLossRows { P = pAt, Y = yAt, Losses = lossesAt, Rows = losses.Length, Columns = columns, Divisor = divisor };
            Dispatch(workers, loss, rows);
        }
    }

    /// <summary>dp[i, j] (+)= scales[i]·∂ℓ/∂p / divisor. A row whose scale is 0 takes no part, even where its loss is not a number.</summary>
    public static void Backward<TLoss>(Workers workers, TLoss loss, ReadOnlySpan<float> p, ReadOnlySpan<float> y, int columns, float divisor,
        ReadOnlySpan<float> scales, Span<float> dp, bool accumulate)
        where TLoss : struct, IElementLoss
    {
        Lengths.Check(p, (long)scales.Length * columns);
        Lengths.Check(y, (long)scales.Length * columns);
        Lengths.Check(dp, (long)scales.Length * columns);
        fixed (float* pAt = p, yAt = y, scalesAt = scales, dpAt = dp)
        {
            var rows = new ElementLossRows
            {
                P = pAt, Y = yAt, Scales = scalesAt, Dp = dpAt, Rows = scales.Length, Columns = columns, Divisor = divisor, Accumulate = accumulate,
            };
            Dispatch(workers, loss, rows);
        }
    }

    public static void Run<TLane, TLoss>(Workers workers, TLoss loss, ElementLossRows rows)
        where TLane : struct, ILane<TLane>
        where TLoss : struct, IElementLoss
    {
        var job = new Job<TLane, TLoss> { Loss = loss, Data = rows, PartRows = Math.Max(1, PartLength / Math.Max(1, rows.Columns)) };
        workers.Run(ref job, (rows.Rows + job.PartRows - 1) / job.PartRows);
    }

    static void Dispatch<TLoss>(Workers workers, TLoss loss, ElementLossRows rows) where TLoss : struct, IElementLoss
    {
        if (Vector512.IsHardwareAccelerated)
            Run<Lane512, TLoss>(workers, loss, rows);
        else if (Vector256.IsHardwareAccelerated)
            Run<Lane256, TLoss>(workers, loss, rows);
        else
            Run<Lane128, TLoss>(workers, loss, rows);
    }

    struct Job<TLane, TLoss> : IJob
        where TLane : struct, ILane<TLane>
        where TLoss : struct, IElementLoss
    {
        public TLoss Loss;
        public ElementLossRows Data;
        public int PartRows;

        public readonly void Execute(int part, int worker)
        {
            int first = part * PartRows, end = Math.Min(first + PartRows, Data.Rows);
            if (Data.Dp == null)
                Values(first, end);
            else
                Gradients(first, end);
        }

        readonly void Values(int first, int end)
        {
            if (Data.Columns == 1)
                Single(first, end);
            else
                for (int row = first; row < end; row++)
                    Data.Losses[row] = Sum(Data.P + ((nint)row * Data.Columns), Data.Y + ((nint)row * Data.Columns), Data.Columns) / Data.Divisor;
        }

        /// <summary>Rows of one element are as many sums of one term.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Single(int first, int end)
        {
            TLoss loss = Loss;
            float* p = Data.P, y = Data.Y, losses = Data.Losses;
            int i = first;
            for (; i + TLane.Width <= end; i += TLane.Width)
                TLane.Store(loss.Value(TLane.Load(p + i), TLane.Load(y + i)) / TLane.Create(Data.Divisor), losses + i);
            for (; i < end; i++)
                LaneScalar.Store(loss.Value(LaneScalar.Load(p + i), LaneScalar.Load(y + i)) / LaneScalar.Create(Data.Divisor), losses + i);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly float Sum(float* p, float* y, int columns)
        {
            TLoss loss = Loss;
            float* partial = stackalloc float[16];
            new Span<float>(partial, 16).Clear();
            int at = 0;
            for (; at + 16 <= columns; at += 16)
                for (int lane = 0; lane < 16; lane += TLane.Width)
                    TLane.Store(TLane.Load(partial + lane) + loss.Value(TLane.Load(p + at + lane), TLane.Load(y + at + lane)), partial + lane);
            for (int lane = 0; at < columns; at++, lane++)
                LaneScalar.Store(LaneScalar.Load(partial + lane) + loss.Value(LaneScalar.Load(p + at), LaneScalar.Load(y + at)), partial + lane);
            return PartialSums.Total(partial);
        }

        readonly void Gradients(int first, int end)
        {
            for (int row = first; row < end; row++)
            {
                float* dp = Data.Dp + ((nint)row * Data.Columns);
                if (Data.Scales[row] != 0)
                    Row(Data.P + ((nint)row * Data.Columns), Data.Y + ((nint)row * Data.Columns), Data.Scales[row] / Data.Divisor, dp);
                else if (!Data.Accumulate)
                    new Span<float>(dp, Data.Columns).Clear();
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Row(float* p, float* y, float scale, float* dp)
        {
            TLoss loss = Loss;
            int j = 0;
            for (; j + TLane.Width <= Data.Columns; j += TLane.Width)
                TLane.Store(Before<TLane>(dp + j) + (TLane.Create(scale) * loss.Slope(TLane.Load(p + j), TLane.Load(y + j))), dp + j);
            for (; j < Data.Columns; j++)
                LaneScalar.Store(Before<LaneScalar>(dp + j) + (LaneScalar.Create(scale) * loss.Slope(LaneScalar.Load(p + j), LaneScalar.Load(y + j))), dp + j);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly TAny Before<TAny>(float* dp) where TAny : struct, ILane<TAny> => Data.Accumulate ? TAny.Load(dp) : TAny.Zero;
    }
}

/// <summary>What the loop works on: [rows, columns], one loss or one scale a row. Losses are computed where <see cref="Dp"/> is null, else gradients.</summary>
unsafe struct ElementLossRows
{
    public float* P, Y, Losses, Scales, Dp;
    public int Rows, Columns;
    public float Divisor;
    public bool Accumulate;
}

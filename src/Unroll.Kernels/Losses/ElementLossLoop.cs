using System.Runtime.CompilerServices;
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
    public static void Forward<TLoss>(Workers workers, TLoss loss, ReadOnlySpan<float> p, ReadOnlySpan<float> y, int columns, float divisor, Span<float> losses,
        int laneWidth = 0)
        where TLoss : struct, IElementLoss
    {
        Lengths.Check(p, (long)losses.Length * columns);
        Lengths.Check(y, (long)losses.Length * columns);
        fixed (float* pAt = p, yAt = y, lossesAt = losses)
        {
            var job = new ForwardJob<TLoss>
            {
                Loss = loss, P = pAt, Y = yAt, Losses = lossesAt, Rows = Parts.OfRows(losses.Length, columns, PartLength), Columns = columns, Divisor = divisor,
            };
            LaneJob.Run(workers, job, job.Rows.Count, laneWidth);
        }
    }

    /// <summary>dp[i, j] (+)= scales[i]·∂ℓ/∂p / divisor. A row whose scale is 0 takes no part, even where its loss is not a number.</summary>
    public static void Backward<TLoss>(Workers workers, TLoss loss, ReadOnlySpan<float> p, ReadOnlySpan<float> y, int columns, float divisor,
        ReadOnlySpan<float> scales, Span<float> dp, bool accumulate, int laneWidth = 0)
        where TLoss : struct, IElementLoss
    {
        Lengths.Check(p, (long)scales.Length * columns);
        Lengths.Check(y, (long)scales.Length * columns);
        Lengths.Check(dp, (long)scales.Length * columns);
        fixed (float* pAt = p, yAt = y, scalesAt = scales, dpAt = dp)
        {
            var job = new BackwardJob<TLoss>
            {
                Loss = loss, P = pAt, Y = yAt, Scales = scalesAt, Dp = dpAt, Rows = Parts.OfRows(scales.Length, columns, PartLength), Columns = columns,
                Divisor = divisor, Accumulate = accumulate,
            };
            LaneJob.Run(workers, job, job.Rows.Count, laneWidth);
        }
    }

    /// <summary>ℓ / divisor: the loss of a row of one element.</summary>
    readonly struct Quotient<TLoss>(TLoss loss, float divisor) : IElementFunction where TLoss : struct, IElementLoss
    {
        readonly TLoss _loss = loss;
        readonly float _divisor = divisor;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => _loss.Value(a, b) / TLane.Create(_divisor);
    }

    /// <summary>Σ ℓ.</summary>
    readonly struct Term<TLoss>(TLoss loss) : ISumTerm where TLoss : struct, IElementLoss
    {
        readonly TLoss _loss = loss;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Add<TLane>(TLane sum, TLane a, TLane b) where TLane : struct, ILane<TLane> => sum + _loss.Value(a, b);
    }

    /// <summary>scale·∂ℓ/∂p.</summary>
    readonly struct Gradient<TLoss>(TLoss loss, float scale) : IElementFunction where TLoss : struct, IElementLoss
    {
        readonly TLoss _loss = loss;
        readonly float _scale = scale;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => TLane.Create(_scale) * _loss.Slope(a, b);
    }

    struct ForwardJob<TLoss> : ILaneJob where TLoss : struct, IElementLoss
    {
        public TLoss Loss;
        public float* P, Y, Losses;
        public Parts Rows;
        public int Columns;
        public float Divisor;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            (int first, int end) = Rows.Range(part);
            if (Columns == 1)
                ElementLoop.Apply<TLane, Quotient<TLoss>>(new(Loss, Divisor), P + first, Y + first, Losses + first, end - first);
            else
                for (int row = first; row < end; row++)
                    Losses[row] = PartialSums.Sum<TLane, Term<TLoss>>(new(Loss), P + ((nint)row * Columns), Y + ((nint)row * Columns), Columns) / Divisor;
        }
    }

    struct BackwardJob<TLoss> : ILaneJob where TLoss : struct, IElementLoss
    {
        public TLoss Loss;
        public float* P, Y, Scales, Dp;
        public Parts Rows;
        public int Columns;
        public float Divisor;
        public bool Accumulate;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            (int first, int end) = Rows.Range(part);
            for (int row = first; row < end; row++)
            {
                nint at = (nint)row * Columns;
                if (Scales[row] != 0)
                    ElementLoop.Apply<TLane, Gradient<TLoss>>(new(Loss, Scales[row] / Divisor), P + at, Y + at, Dp + at, Columns, Accumulate);
                else if (!Accumulate)
                    new Span<float>(Dp + at, Columns).Clear();
            }
        }
    }
}

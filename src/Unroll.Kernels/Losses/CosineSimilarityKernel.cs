using System.Runtime.CompilerServices;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Losses;

/// <summary>−Σⱼ p̂ⱼ·ŷⱼ of every row, p̂ = p / |p| and ŷ = y / |y|. As in Keras nothing is divided by less than ε: a row of zeros has the loss 0.</summary>
static unsafe class CosineSimilarityKernel
{
    const int PartRows = 64;

    /// <summary>losses[i] from p, y: [rows, columns].</summary>
    public static void Forward(Workers workers, ReadOnlySpan<float> p, ReadOnlySpan<float> y, int columns, Span<float> losses, int laneWidth = 0)
    {
        Lengths.Check(p, (long)losses.Length * columns);
        Lengths.Check(y, (long)losses.Length * columns);
        fixed (float* pAt = p, yAt = y, lossesAt = losses)
        {
            var job = new ForwardJob { P = pAt, Y = yAt, Losses = lossesAt, Rows = new(losses.Length, PartRows), Columns = columns };
            LaneJob.Run(workers, job, job.Rows.Count, laneWidth);
        }
    }

    /// <summary>dp (+)= scale·(p̂·(p̂·ŷ) − ŷ) / |p|, with a scale for every row; a row whose scale is 0 takes no part.</summary>
    public static void Backward(Workers workers, ReadOnlySpan<float> p, ReadOnlySpan<float> y, int columns, ReadOnlySpan<float> scales, Span<float> dp,
        bool accumulate, int laneWidth = 0)
    {
        Lengths.Check(p, (long)scales.Length * columns);
        Lengths.Check(y, (long)scales.Length * columns);
        Lengths.Check(dp, (long)scales.Length * columns);
        fixed (float* pAt = p, yAt = y, scalesAt = scales, dpAt = dp)
        {
            var job = new BackwardJob
            {
                P = pAt, Y = yAt, Scales = scalesAt, Dp = dpAt, Rows = new(scales.Length, PartRows), Columns = columns, Accumulate = accumulate,
            };
            LaneJob.Run(workers, job, job.Rows.Count, laneWidth);
        }
    }

    static float InverseLength(float square)
    {
        float inverse = 1 / MathF.Sqrt(square);
        return inverse > 1 / LossConstants.Epsilon ? 1 / LossConstants.Epsilon : inverse;
    }

    static float Product<TLane>(float* a, float* b, int length) where TLane : struct, ILane<TLane> =>
        PartialSums.Sum<TLane, ProductTerm>(default, a, b, length);

    /// <summary>ofP·p + ofY·y.</summary>
    readonly struct Gradient(float ofP, float ofY) : IElementFunction
    {
        readonly float _ofP = ofP, _ofY = ofY;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => TLane.MultiplyAdd(TLane.Create(_ofP), a, TLane.Create(_ofY) * b);
    }

    struct ForwardJob : ILaneJob
    {
        public float* P, Y, Losses;
        public Parts Rows;
        public int Columns;

        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            (int first, int end) = Rows.Range(part);
            for (int row = first; row < end; row++)
            {
                float* p = P + ((nint)row * Columns), y = Y + ((nint)row * Columns);
                float ofP = InverseLength(Product<TLane>(p, p, Columns)), ofY = InverseLength(Product<TLane>(y, y, Columns));
                Losses[row] = -(Product<TLane>(p, y, Columns) * ofP * ofY);
            }
        }
    }

    struct BackwardJob : ILaneJob
    {
        public float* P, Y, Scales, Dp;
        public Parts Rows;
        public int Columns;
        public bool Accumulate;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            (int first, int end) = Rows.Range(part);
            for (int row = first; row < end; row++)
            {
                float* p = P + ((nint)row * Columns), y = Y + ((nint)row * Columns), dp = Dp + ((nint)row * Columns);
                float scale = Scales[row];
                if (scale != 0)
                {
                    float inverse = InverseLength(Product<TLane>(p, p, Columns)), targets = InverseLength(Product<TLane>(y, y, Columns));

                    // Where the length is cut it is a constant, and p̂ a multiple of p.
                    float along = inverse < 1 / LossConstants.Epsilon ? Product<TLane>(p, y, Columns) * inverse * targets * inverse * inverse : 0;
                    ElementLoop.Apply<TLane, Gradient>(new(scale * along, -scale * targets * inverse), p, y, dp, Columns, Accumulate);
                }
                else if (!Accumulate)
                {
                    new Span<float>(dp, Columns).Clear();
                }
            }
        }
    }
}

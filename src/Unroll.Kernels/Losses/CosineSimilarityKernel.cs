using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Losses;

/// <summary>−Σⱼ p̂ⱼ·ŷⱼ of every row, p̂ = p / |p| and ŷ = y / |y|. As in Keras nothing is divided by less than ε: a row of zeros has the loss 0.</summary>
static unsafe class CosineSimilarityKernel
{
    const int PartRows = 64;

    /// <summary>losses[i] from p, y: [rows, columns].</summary>
    public static void Forward(Workers workers, ReadOnlySpan<float> p, ReadOnlySpan<float> y, int columns, Span<float> losses)
    {
        Lengths.Check(p, (long)losses.Length * columns);
        Lengths.Check(y, (long)losses.Length * columns);
        fixed (float* pAt = p, yAt = y, lossesAt = losses)
            Dispatch(workers, new Rows { P = pAt, Y = yAt, Losses = lossesAt, Count = losses.Length, Columns = columns });
    }

    /// <summary>dp (+)= scale·(p̂·(p̂·ŷ) − ŷ) / |p|, with a scale for every row; a row whose scale is 0 takes no part.</summary>
    public static void Backward(Workers workers, ReadOnlySpan<float> p, ReadOnlySpan<float> y, int columns, ReadOnlySpan<float> scales, Span<float> dp, bool accumulate)
    {
        Lengths.Check(p, (long)scales.Length * columns);
        Lengths.Check(y, (long)scales.Length * columns);
        Lengths.Check(dp, (long)scales.Length * columns);
        fixed (float* pAt = p, yAt = y, scalesAt = scales, dpAt = dp)
            Dispatch(workers, new Rows { P = pAt, Y = yAt, Scales = scalesAt, Dp = dpAt, Count = scales.Length, Columns = columns, Accumulate = accumulate });
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

    /// <summary>What the kernel works on. Losses are computed where <see cref="Dp"/> is null, else gradients.</summary>
    public struct Rows
    {
        public float* P, Y, Losses, Scales, Dp;
        public int Count, Columns;
        public bool Accumulate;
    }

    struct Job<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public Rows Data;

        public readonly void Execute(int part, int worker)
        {
            int end = Math.Min((part + 1) * PartRows, Data.Count);
            for (int row = part * PartRows; row < end; row++)
            {
                float* p = Data.P + ((nint)row * Data.Columns), y = Data.Y + ((nint)row * Data.Columns), dp = Data.Dp + ((nint)row * Data.Columns);
                if (Data.Dp == null)
                {
                    Data.Losses[row] = -(Product(p, y) * InverseLength(Product(p, p)) * InverseLength(Product(y, y)));
                }
                else if (Data.Scales[row] != 0)
                {
                    float square = Product(p, p), inverse = InverseLength(square), targets = InverseLength(Product(y, y));

                    // Where the length is cut it is a constant, and p̂ a multiple of p.
                    float along = inverse < 1 / LossConstants.Epsilon ? Product(p, y) * inverse * targets * inverse * inverse : 0;
                    Gradient(p, y, Data.Scales[row] * along, -Data.Scales[row] * targets * inverse, dp);
                }
                else if (!Data.Accumulate)
                {
                    new Span<float>(dp, Data.Columns).Clear();
                }
            }
        }

        static float InverseLength(float square)
        {
            float inverse = 1 / MathF.Sqrt(square);
            return inverse > 1 / LossConstants.Epsilon ? 1 / LossConstants.Epsilon : inverse;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly float Product(float* a, float* b)
        {
            float* partial = stackalloc float[16];
            new Span<float>(partial, 16).Clear();
            int at = 0;
            for (; at + 16 <= Data.Columns; at += 16)
                for (int lane = 0; lane < 16; lane += TLane.Width)
                    TLane.Store(TLane.MultiplyAdd(TLane.Load(a + at + lane), TLane.Load(b + at + lane), TLane.Load(partial + lane)), partial + lane);
            for (int lane = 0; at < Data.Columns; at++, lane++)
                LaneScalar.Store(LaneScalar.MultiplyAdd(LaneScalar.Load(a + at), LaneScalar.Load(b + at), LaneScalar.Load(partial + lane)), partial + lane);
            return PartialSums.Total(partial);
        }

        /// <summary>dp (+)= ofP·p + ofY·y.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Gradient(float* p, float* y, float ofP, float ofY, float* dp)
        {
            int j = 0;
            for (; j + TLane.Width <= Data.Columns; j += TLane.Width)
                TLane.Store(Sum<TLane>(p + j, y + j, ofP, ofY, dp + j), dp + j);
            for (; j < Data.Columns; j++)
                LaneScalar.Store(Sum<LaneScalar>(p + j, y + j, ofP, ofY, dp + j), dp + j);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly TAny Sum<TAny>(float* p, float* y, float ofP, float ofY, float* dp) where TAny : struct, ILane<TAny>
        {
            TAny gradient = TAny.MultiplyAdd(TAny.Create(ofP), TAny.Load(p), TAny.Create(ofY) * TAny.Load(y));
            return Data.Accumulate ? TAny.Load(dp) + gradient : gradient;
        }
    }
}

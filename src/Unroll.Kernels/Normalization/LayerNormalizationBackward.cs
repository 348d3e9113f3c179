using System.Runtime.CompilerServices;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Normalization;

/// <summary>
/// The gradients of layer normalization in one pass: with n = (x − μ)·r and g = dy·γ, dx = r·(g − mean(g) − n·mean(g·n)); dγ = Σ dy·n and dβ = Σ dy over the
/// rows, as partial sums of blocks of rows whose number depends on the rows alone, added in order. Where μ is not of the row but 0, mean(g) falls away.
/// </summary>
static unsafe class LayerNormalizationBackward
{
    const int MaximalBlocks = 32;
    const int LeastRows = 16;

    /// <summary>Floats of scratch memory for the partial sums.</summary>
    public static int ScratchLength(int rows, int columns) => 2 * Blocks(rows) * columns;

    /// <summary>
    /// x, dy, dx: [rows, columns], dx perhaps in the place of x; gamma: [columns] or empty; means, inverses: of the forward pass; dGamma, dBeta: [columns].
    /// A stride is the floats from row to row of x, dy and dx, where columns are a part of them.
    /// </summary>
    public static void Run(Workers workers, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, int rows, int columns, ReadOnlySpan<float> gamma,
        ReadOnlySpan<float> means, ReadOnlySpan<float> inverses, GradientTarget dx, GradientTarget dGamma, GradientTarget dBeta, Span<float> scratch,
        int laneWidth = 0, int stride = 0, bool isCentered = true)
    {
        stride = stride == 0 ? columns : stride;
        long length = rows == 0 ? 0 : ((rows - 1L) * stride) + columns;
        Lengths.Check(x, length);
        Lengths.Check(dy, length);
        Lengths.Check(gamma, gamma.IsEmpty ? 0 : columns);
        Lengths.Check(means, rows);
        Lengths.Check(inverses, rows);
        dx.Check(length, nameof(dx));
        dGamma.Check(columns, nameof(dGamma));
        dBeta.Check(columns, nameof(dBeta));
        Lengths.Check(scratch, ScratchLength(rows, columns));
        fixed (float* xAt = x, dyAt = dy, gammaAt = gamma, meansAt = means, inversesAt = inverses, dxAt = dx.Values, scratchAt = scratch)
        {
            var job = new Job
            {
                X = xAt, Dy = dyAt, Rows = rows, Columns = columns, Gamma = gammaAt, Means = meansAt, Inverses = inversesAt, Dx = dxAt, Add = dx.Accumulate,
                Scratch = scratchAt, Blocks = Blocks(rows), Stride = stride, IsCentered = isCentered,
            };
            LaneJob.Run(workers, job, job.Blocks, laneWidth);
            Combine(scratchAt, rows, columns, dGamma);
            Combine(scratchAt + columns, rows, columns, dBeta);
        }
    }

    static int Blocks(int rows) => Math.Clamp(rows / LeastRows, 1, MaximalBlocks);

    /// <summary>One of the two sums from those of the blocks.</summary>
    static void Combine(float* partial, int rows, int columns, GradientTarget sums)
    {
        for (int j = 0; j < sums.Values.Length; j++)
        {
            float sum = sums.Accumulate ? sums.Values[j] : 0;
            for (int block = 0; block < Blocks(rows); block++)
                sum += partial[((nint)block * 2 * columns) + j];
            sums.Values[j] = sum;
        }
    }

    struct Job : ILaneJob
    {
        public float* X, Dy, Gamma, Means, Inverses, Dx, Scratch;
        public int Rows, Columns, Blocks;
        public nint Stride;
        public bool Add, IsCentered;

        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            float* sums = Scratch + ((nint)part * 2 * Columns);
            new Span<float>(sums, 2 * Columns).Clear();
            int end = (int)((long)Rows * (part + 1) / Blocks);
            for (int row = (int)((long)Rows * part / Blocks); row < end; row++)
            {
                nint at = row * Stride;
                Row<TLane>(X + at, Dy + at, Dx == null ? null : Dx + at, Means[row], Inverses[row], sums);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Row<TLane>(float* x, float* dy, float* dx, float mean, float inverse, float* sums) where TLane : struct, ILane<TLane>
        {
            float* partial = stackalloc float[32];
            int whole = Columns / 16 * 16;
            for (int lane = 0; lane < 16; lane += TLane.Width)
            {
                TLane g = TLane.Zero, gn = TLane.Zero;
                for (int j = lane; j < whole; j += 16)
                    Gather(x, dy, mean, inverse, sums, j, ref g, ref gn);
                TLane.Store(g, partial + lane);
                TLane.Store(gn, partial + 16 + lane);
            }

            for (int j = whole; j < Columns; j++)
            {
                LaneScalar g = LaneScalar.Load(partial + j - whole), gn = LaneScalar.Load(partial + 16 + j - whole);
                Gather(x, dy, mean, inverse, sums, j, ref g, ref gn);
                LaneScalar.Store(g, partial + j - whole);
                LaneScalar.Store(gn, partial + 16 + j - whole);
            }

            if (dx == null)
                return;
            float meanG = IsCentered ? PartialSums.Total(partial) / Columns : 0, meanGn = PartialSums.Total(partial + 16) / Columns;
            int at = 0;
            for (; at + TLane.Width <= Columns; at += TLane.Width)
                Scatter<TLane>(x, dy, dx, mean, inverse, at, meanG, meanGn);
            for (; at < Columns; at++)
                Scatter<LaneScalar>(x, dy, dx, mean, inverse, at, meanG, meanGn);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly void Gather<TLane>(float* x, float* dy, float mean, float inverse, float* sums, int j, ref TLane g, ref TLane gn)
            where TLane : struct, ILane<TLane>
        {
            TLane d = TLane.Load(dy + j), n = (TLane.Load(x + j) - TLane.Create(mean)) * TLane.Create(inverse);
            TLane.Store(TLane.MultiplyAdd(d, n, TLane.Load(sums + j)), sums + j);
            TLane.Store(TLane.Load(sums + Columns + j) + d, sums + Columns + j);
            if (Gamma != null)
                d *= TLane.Load(Gamma + j);
            g += d;
            gn = TLane.MultiplyAdd(d, n, gn);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly void Scatter<TLane>(float* x, float* dy, float* dx, float mean, float inverse, int j, float meanG, float meanGn)
            where TLane : struct, ILane<TLane>
        {
            TLane g = TLane.Load(dy + j), n = (TLane.Load(x + j) - TLane.Create(mean)) * TLane.Create(inverse);
            if (Gamma != null)
                g *= TLane.Load(Gamma + j);
            TLane value = TLane.MultiplyAdd(n, TLane.Create(-meanGn), g - TLane.Create(meanG)) * TLane.Create(inverse);
            TLane.Store(Add ? TLane.Load(dx + j) + value : value, dx + j);
        }
    }
}

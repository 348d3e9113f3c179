using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Normalization;

/// <summary>
/// The gradients of layer normalization in one pass: with n = (x − μ)·r and g = dy·γ, dx = r·(g − mean(g) − n·mean(g·n)); dγ = Σ dy·n and dβ = Σ dy over the
/// rows, as partial sums of blocks of rows whose number depends on the rows alone, added in order.
/// </summary>
static unsafe class LayerNormalizationBackward
{
    const int MaximalBlocks = 32;
    const int LeastRows = 16;

    /// <summary>Floats of scratch memory for the partial sums.</summary>
    public static int ScratchLength(int rows, int columns) => 2 * Blocks(rows) * columns;

    /// <summary>
    /// x, dy, dx: [rows, columns]; gamma: [columns] or empty; means, inverses: of the forward pass; dx may be empty: not wanted; dGamma, dBeta: the sums
    /// to be stored to or, where told so, added to; empty if not wanted.
    /// </summary>
    public static void Run(Workers workers, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, int rows, int columns, ReadOnlySpan<float> gamma,
        ReadOnlySpan<float> means, ReadOnlySpan<float> inverses, Span<float> dx, bool addX, Span<float> dGamma, bool addGamma, Span<float> dBeta, bool addBeta,
        Span<float> scratch)
    {
        Lengths.Check(x, (long)rows * columns);
        Lengths.Check(dy, (long)rows * columns);
        Lengths.Check(gamma, gamma.IsEmpty ? 0 : columns);
        Lengths.Check(means, rows);
        Lengths.Check(inverses, rows);
        Lengths.Check(dx, dx.IsEmpty ? 0 : (long)rows * columns);
        Lengths.Check(dGamma, dGamma.IsEmpty ? 0 : columns);
        Lengths.Check(dBeta, dBeta.IsEmpty ? 0 : columns);
        Lengths.Check(scratch, ScratchLength(rows, columns));
        fixed (float* xAt = x, dyAt = dy, gammaAt = gamma, meansAt = means, inversesAt = inverses, dxAt = dx, scratchAt = scratch)
        {
            if (Vector512.IsHardwareAccelerated)
                Run<Lane512>(workers, xAt, dyAt, rows, columns, gammaAt, meansAt, inversesAt, dxAt, addX, scratchAt);
            else if (Vector256.IsHardwareAccelerated)
                Run<Lane256>(workers, xAt, dyAt, rows, columns, gammaAt, meansAt, inversesAt, dxAt, addX, scratchAt);
            else
                Run<Lane128>(workers, xAt, dyAt, rows, columns, gammaAt, meansAt, inversesAt, dxAt, addX, scratchAt);
            Combine(scratchAt, rows, columns, dGamma, addGamma);
            Combine(scratchAt + columns, rows, columns, dBeta, addBeta);
        }
    }

    public static void Run<TLane>(Workers workers, float* x, float* dy, int rows, int columns, float* gamma, float* means, float* inverses, float* dx, bool add,
        float* scratch) where TLane : struct, ILane<TLane>
    {
        var job = new Job<TLane>
        {
            X = x, Dy = dy, Rows = rows, Columns = columns, Gamma = gamma, Means = means, Inverses = inverses, Dx = dx, Add = add, Scratch = scratch,
            Blocks = Blocks(rows),
        };
        workers.Run(ref job, job.Blocks);
    }

    static int Blocks(int rows) => Math.Clamp(rows / LeastRows, 1, MaximalBlocks);

    /// <summary>One of the two sums from those of the blocks.</summary>
    public static void Combine(float* partial, int rows, int columns, Span<float> sums, bool add)
    {
        for (int j = 0; j < sums.Length; j++)
        {
            float sum = add ? sums[j] : 0;
            for (int block = 0; block < Blocks(rows); block++)
                sum += partial[((nint)block * 2 * columns) + j];
            sums[j] = sum;
        }
    }

    struct Job<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public float* X, Dy, Gamma, Means, Inverses, Dx, Scratch;
        public int Rows, Columns, Blocks;
        public bool Add;

        public readonly void Execute(int part, int worker)
        {
            float* sums = Scratch + ((nint)part * 2 * Columns);
            new Span<float>(sums, 2 * Columns).Clear();
            int end = (int)((long)Rows * (part + 1) / Blocks);
            for (int row = (int)((long)Rows * part / Blocks); row < end; row++)
                Row(X + ((nint)row * Columns), Dy + ((nint)row * Columns), Dx == null ? null : Dx + ((nint)row * Columns), Means[row], Inverses[row], sums);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Row(float* x, float* dy, float* dx, float mean, float inverse, float* sums)
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
            float meanG = PartialSums.Total(partial) / Columns, meanGn = PartialSums.Total(partial + 16) / Columns;
            int at = 0;
            for (; at + TLane.Width <= Columns; at += TLane.Width)
                Scatter<TLane>(x, dy, dx, mean, inverse, at, meanG, meanGn);
            for (; at < Columns; at++)
                Scatter<LaneScalar>(x, dy, dx, mean, inverse, at, meanG, meanGn);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly void Gather<TAny>(float* x, float* dy, float mean, float inverse, float* sums, int j, ref TAny g, ref TAny gn)
            where TAny : struct, ILane<TAny>
        {
            TAny d = TAny.Load(dy + j), n = (TAny.Load(x + j) - TAny.Create(mean)) * TAny.Create(inverse);
            TAny.Store(TAny.MultiplyAdd(d, n, TAny.Load(sums + j)), sums + j);
            TAny.Store(TAny.Load(sums + Columns + j) + d, sums + Columns + j);
            if (Gamma != null)
                d *= TAny.Load(Gamma + j);
            g += d;
            gn = TAny.MultiplyAdd(d, n, gn);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly void Scatter<TAny>(float* x, float* dy, float* dx, float mean, float inverse, int j, float meanG, float meanGn)
            where TAny : struct, ILane<TAny>
        {
            TAny g = TAny.Load(dy + j), n = (TAny.Load(x + j) - TAny.Create(mean)) * TAny.Create(inverse);
            if (Gamma != null)
                g *= TAny.Load(Gamma + j);
            TAny value = TAny.MultiplyAdd(n, TAny.Create(-meanGn), g - TAny.Create(meanG)) * TAny.Create(inverse);
            TAny.Store(Add ? TAny.Load(dx + j) + value : value, dx + j);
        }
    }
}

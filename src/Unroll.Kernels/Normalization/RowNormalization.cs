using System.Runtime.CompilerServices;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Normalization;

/// <summary>Layer normalization of one row, n = (x − μ)·r with r = 1/√(σ² + ε), for a kernel that does more with the row before it leaves the cache.</summary>
static unsafe class RowNormalization
{
    /// <summary>μ and r.</summary>
    public static void Moments<TLane>(float* x, int count, float epsilon, out float mean, out float inverse) where TLane : struct, ILane<TLane>
    {
        mean = PartialSums.Sum<TLane, ValueTerm>(default, x, x, count) / count;
        float variance = PartialSums.Sum<TLane, DistanceTerm>(new(mean), x, x, count) / count;
        inverse = 1 / MathF.Sqrt(variance + epsilon);
    }

    /// <summary>1/√(mean(x²) + ε): what root mean square normalization scales a row by.</summary>
    public static float InverseRootMeanSquare<TLane>(float* x, int count, float epsilon) where TLane : struct, ILane<TLane> =>
        1 / MathF.Sqrt((PartialSums.Sum<TLane, DistanceTerm>(new(0), x, x, count) / count) + epsilon);

    /// <summary>Replaces x by n.</summary>
    /// <returns>r.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Forward<TLane>(float* x, int count, float epsilon) where TLane : struct, ILane<TLane>
    {
        Moments<TLane>(x, count, epsilon, out float mean, out float inverse);
        int j = 0;
        for (; j + TLane.Width <= count; j += TLane.Width)
            TLane.Store(Normalized(TLane.Load(x + j), mean, inverse), x + j);
        for (; j < count; j++)
            LaneScalar.Store(Normalized(LaneScalar.Load(x + j), mean, inverse), x + j);
        return inverse;
    }

    /// <summary>(x − μ)·r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Normalized<TLane>(TLane x, float mean, float inverse) where TLane : struct, ILane<TLane> =>
        Smallness.Flush((x - TLane.Create(mean)) * TLane.Create(inverse));

    /// <summary>Replaces n by the gradient of x, where y = n·γ + β: with g = dy·γ, dx = r·(g − mean(g) − n·mean(g·n)).</summary>
    /// <param name="n">In, n; out, dx.</param>
    /// <param name="dy">The gradient of y.</param>
    /// <param name="count">Elements of the row.</param>
    /// <param name="gamma">γ.</param>
    /// <param name="inverse">r.</param>
    /// <param name="dGamma">dy·n is added to what is here.</param>
    /// <param name="dBeta">dy is added to what is here; null where there is no β.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<TLane>(float* n, float* dy, int count, float* gamma, float inverse, float* dGamma, float* dBeta)
        where TLane : struct, ILane<TLane>
    {
        float* partial = stackalloc float[32];
        int whole = count / 16 * 16;
        for (int lane = 0; lane < 16; lane += TLane.Width)
        {
            TLane g = TLane.Zero, gn = TLane.Zero;
            for (int j = lane; j < whole; j += 16)
                Gather(n + j, dy + j, gamma + j, dGamma + j, dBeta == null ? null : dBeta + j, ref g, ref gn);
            TLane.Store(g, partial + lane);
            TLane.Store(gn, partial + 16 + lane);
        }

        for (int j = whole; j < count; j++)
        {
            LaneScalar g = LaneScalar.Load(partial + j - whole), gn = LaneScalar.Load(partial + 16 + j - whole);
            Gather(n + j, dy + j, gamma + j, dGamma + j, dBeta == null ? null : dBeta + j, ref g, ref gn);
            LaneScalar.Store(g, partial + j - whole);
            LaneScalar.Store(gn, partial + 16 + j - whole);
        }

        float meanG = PartialSums.Total(partial) / count, meanGn = PartialSums.Total(partial + 16) / count;
        int at = 0;
        for (; at + TLane.Width <= count; at += TLane.Width)
            Scatter<TLane>(n + at, dy + at, gamma + at, inverse, meanG, meanGn);
        for (; at < count; at++)
            Scatter<LaneScalar>(n + at, dy + at, gamma + at, inverse, meanG, meanGn);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Gather<TLane>(float* n, float* dy, float* gamma, float* dGamma, float* dBeta, ref TLane g, ref TLane gn) where TLane : struct, ILane<TLane>
    {
        TLane d = TLane.Load(dy), normalized = TLane.Load(n);
        TLane.Store(Smallness.Flush(TLane.MultiplyAdd(d, normalized, TLane.Load(dGamma))), dGamma);
        if (dBeta != null)
            TLane.Store(TLane.Load(dBeta) + d, dBeta);
        d *= TLane.Load(gamma);
        g += d;
        gn = TLane.MultiplyAdd(d, normalized, gn);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Scatter<TLane>(float* n, float* dy, float* gamma, float inverse, float meanG, float meanGn) where TLane : struct, ILane<TLane>
    {
        TLane g = TLane.Load(dy) * TLane.Load(gamma) - TLane.Create(meanG);
        TLane.Store(Smallness.Flush(TLane.MultiplyAdd(TLane.Load(n), TLane.Create(-meanGn), g) * TLane.Create(inverse)), n);
    }
}

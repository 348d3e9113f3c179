using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Elementwise;

/// <summary>What a sum adds up: a function of two arrays' elements (or of one, given twice). Constants are fields.</summary>
interface ISumTerm
{
    /// <summary>The sum with one term more.</summary>
    TLane Add<TLane>(TLane sum, TLane a, TLane b) where TLane : struct, ILane<TLane>;
}

/// <summary>Σ a.</summary>
readonly struct ValueTerm : ISumTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Add<TLane>(TLane sum, TLane a, TLane b) where TLane : struct, ILane<TLane> => sum + a;
}

/// <summary>Σ a·b.</summary>
readonly struct ProductTerm : ISumTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Add<TLane>(TLane sum, TLane a, TLane b) where TLane : struct, ILane<TLane> => TLane.MultiplyAdd(a, b, sum);
}

/// <summary>Σ (a − center)², where a distance whose square would be subnormal counts as 0.</summary>
readonly struct DistanceTerm(float center) : ISumTerm
{
    readonly float _center = center;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Add<TLane>(TLane sum, TLane a, TLane b) where TLane : struct, ILane<TLane>
    {
        TLane distance = Smallness.FlushGradient(a - TLane.Create(_center));
        return TLane.MultiplyAdd(distance, distance, sum);
    }
}

/// <summary>Σ l1·|a| + l2·a².</summary>
readonly struct PenaltyTerm(float l1, float l2) : ISumTerm
{
    readonly float _l1 = l1, _l2 = l2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Add<TLane>(TLane sum, TLane a, TLane b) where TLane : struct, ILane<TLane>
    {
        TLane magnitude = TLane.Abs(a);
        return TLane.MultiplyAdd(magnitude, TLane.MultiplyAdd(TLane.Create(_l2), magnitude, TLane.Create(_l1)), sum);
    }
}

/// <summary>A sum of one row: element i falls to partial sum i mod 16, so that the bits are the same in every lane.</summary>
static unsafe class PartialSums
{
    const int Count = 16;

    /// <summary>Σ term(aᵢ, bᵢ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Sum<TLane, TTerm>(TTerm term, float* a, float* b, int length)
        where TLane : struct, ILane<TLane>
        where TTerm : struct, ISumTerm
    {
        float* partial = stackalloc float[Count];
        int whole = length / Count * Count;
        for (int lane = 0; lane < Count; lane += TLane.Width)
        {
            TLane sum = TLane.Zero;
            for (int i = lane; i < whole; i += Count)
                sum = term.Add(sum, TLane.Load(a + i), TLane.Load(b + i));
            TLane.Store(sum, partial + lane);
        }

        for (int i = whole; i < length; i++)
            LaneScalar.Store(term.Add(LaneScalar.Load(partial + i - whole), LaneScalar.Load(a + i), LaneScalar.Load(b + i)), partial + i - whole);
        return Total(partial);
    }

    /// <summary>The 16 partial sums as a tree: 8 + 8, 4 + 4, 2 + 2, 1 + 1.</summary>
    public static float Total(float* partial)
    {
        for (int half = Count / 2; half > 0; half /= 2)
            for (int i = 0; i < half; i++)
                partial[i] += partial[i + half];
        return partial[0];
    }
}

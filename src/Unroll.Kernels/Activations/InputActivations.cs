using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Activations;

/// <summary>x·Φ(x). The tail is as exact as the rest: Φ is never computed as 1 minus something near 1.</summary>
readonly struct Gelu : IInputActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> =>
        TLane.Maximum(TLane.Create(-NormalDistribution.Limit), x) * NormalDistribution.Cumulative(x, out _);

    /// <summary>Φ(x) + x·φ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane DerivativeAt<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane cumulative = NormalDistribution.Cumulative(x, out TLane density);
        TLane bounded = TLane.Maximum(TLane.Create(-NormalDistribution.Limit), TLane.Minimum(TLane.Create(NormalDistribution.Limit), x));
        return TLane.MultiplyAdd(bounded, density, cumulative);
    }
}

/// <summary>½·x·(1 + tanh u) = x·σ(2u) with u = √(2/π)·(x + 0.044715·x³): the second form does not cancel in the tail.</summary>
readonly struct GeluApproximate : IInputActivation
{
    // 2√(2/π), and that times 0.044715; beyond ±11 the sigmoid is 0 or 1 in a float.
    const float Linear = 1.59576912f;
    const float Cubic = 0.0713548163f;
    const float Limit = 11;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane bounded = TLane.Minimum(TLane.Create(Limit), TLane.Maximum(TLane.Create(-Limit), x));
        return TLane.Maximum(TLane.Create(-Limit), x) * LaneMath.Sigmoid(Argument(bounded, bounded * bounded));
    }

    /// <summary>σ + x·σ·(1 − σ)·(2u)'.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane DerivativeAt<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane bounded = TLane.Minimum(TLane.Create(Limit), TLane.Maximum(TLane.Create(-Limit), x));
        TLane square = bounded * bounded;
        TLane slope = TLane.MultiplyAdd(square, TLane.Create(3 * Cubic), TLane.Create(Linear));
        return Silu.Derivative(Argument(bounded, square), bounded * slope);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TLane Argument<TLane>(TLane x, TLane square) where TLane : struct, ILane<TLane> =>
        x * TLane.MultiplyAdd(square, TLane.Create(Cubic), TLane.Create(Linear));
}

/// <summary>x·σ(x).</summary>
readonly struct Silu : IInputActivation
{
    // The sigmoid is 0 below −104: a finite factor keeps −∞ · 0 from being NaN.
    const float Limit = 104;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> =>
        TLane.Maximum(TLane.Create(-Limit), x) * LaneMath.Sigmoid(x);

    /// <summary>σ + x·σ·(1 − σ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane DerivativeAt<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane bounded = TLane.Minimum(TLane.Create(Limit), TLane.Maximum(TLane.Create(-Limit), x));
        return Derivative(bounded, bounded);
    }

    /// <summary>σ(z) + factor·σ(z)·(1 − σ(z)), by way of the smaller of σ and 1 − σ: 1 minus something near 1 would lose bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Derivative<TLane>(TLane z, TLane factor) where TLane : struct, ILane<TLane>
    {
        TLane smaller = LaneMath.Sigmoid(-TLane.Abs(z)), larger = TLane.Create(1) - smaller;
        return TLane.MultiplyAdd(factor * smaller, larger, TLane.Select(TLane.GreaterThan(z, TLane.Zero), larger, smaller));
    }
}

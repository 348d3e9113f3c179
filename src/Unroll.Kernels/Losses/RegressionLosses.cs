using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Losses;

/// <summary>(p − y)².</summary>
readonly struct SquaredError : IElementLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane> => (p - y) * (p - y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane> => TLane.Create(2) * (p - y);
}

/// <summary>|p − y|.</summary>
readonly struct AbsoluteError : IElementLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane> => TLane.Abs(p - y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane> => Sign(p - y);

    /// <summary>−1, 0 or 1; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sign<TLane>(TLane e) where TLane : struct, ILane<TLane> =>
        TLane.Select(TLane.Equal(TLane.Abs(e), TLane.Zero), TLane.Zero, TLane.Select(TLane.Equal(e, e), TLane.CopySign(TLane.Create(1), e), e));
}

/// <summary>100·|p − y| / max(|y|, ε).</summary>
readonly struct PercentageError : IElementLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane> => TLane.Create(100) * (TLane.Abs(p - y) / Base(y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane> => TLane.Create(100) * (AbsoluteError.Sign(p - y) / Base(y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TLane Base<TLane>(TLane y) where TLane : struct, ILane<TLane> => TLane.Maximum(TLane.Create(LossConstants.Epsilon), TLane.Abs(y));
}

/// <summary>(ln(max(p, ε) + 1) − ln(max(y, ε) + 1))².</summary>
readonly struct LogarithmicError : IElementLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane>
    {
        TLane e = LaneMath.Log(Shifted(p)) - LaneMath.Log(Shifted(y));
        return e * e;
    }

    /// <summary>No gradient passes where p is cut.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane>
    {
        TLane slope = TLane.Create(2) * (LaneMath.Log(Shifted(p)) - LaneMath.Log(Shifted(y))) / Shifted(p);
        return TLane.Select(TLane.GreaterThan(TLane.Create(LossConstants.Epsilon), p), TLane.Zero, slope);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TLane Shifted<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.Maximum(TLane.Create(LossConstants.Epsilon), x) + TLane.Create(1);
}

/// <summary>½e² where |e| ≤ δ, else δ|e| − ½δ².</summary>
readonly struct HuberError(float delta) : IElementLoss
{
    readonly float _delta = delta;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane>
    {
        TLane e = TLane.Abs(p - y), delta = TLane.Create(_delta), half = TLane.Create(0.5f);
        return TLane.Select(TLane.GreaterThan(e, delta), delta * (e - (half * delta)), half * e * e);
    }

    /// <summary>e cut to [−δ, δ].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane> =>
        TLane.Maximum(TLane.Create(-_delta), TLane.Minimum(TLane.Create(_delta), p - y));
}

/// <summary>τ·(y − p) where p lies below y, else (1 − τ)·(p − y).</summary>
readonly struct QuantileError(float quantile) : IElementLoss
{
    readonly float _quantile = quantile;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane> => (p - y) * Factor(p - y);

    /// <summary>0 where p meets y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane>
    {
        TLane e = p - y;
        return TLane.Select(TLane.Equal(TLane.Abs(e), TLane.Zero), TLane.Zero, TLane.Select(TLane.Equal(e, e), Factor(e), e));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    TLane Factor<TLane>(TLane e) where TLane : struct, ILane<TLane> =>
        TLane.Select(TLane.GreaterThan(TLane.Zero, e), TLane.Create(-_quantile), TLane.Create(1 - _quantile));
}

/// <summary>ln cosh(p − y).</summary>
readonly struct LogCoshError : IElementLoss
{
    const float LnTwo = 0.693147182f;

    /// <summary>|e| + ln(1 + e^−2|e|) − ln 2, which cancels near 0: there it is −½ ln(1 − tanh² e).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane>
    {
        TLane e = TLane.Abs(p - y), t = LaneMath.Tanh(e);
        TLane near = TLane.Create(-0.5f) * LogOnePlus(-(t * t));
        TLane far = e + LogOnePlus(LaneMath.Exp(TLane.Create(-2) * e)) - TLane.Create(LnTwo);
        return TLane.Select(TLane.GreaterThan(e, TLane.Create(1)), far, near);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane> => LaneMath.Tanh(p - y);

    /// <summary>ln(1 + u) = ln(s)·u / (s − 1) with s = 1 + u rounded: the rounding cancels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TLane LogOnePlus<TLane>(TLane u) where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Create(1), sum = one + u, tiny = TLane.Equal(sum, one);
        return TLane.Select(tiny, u, LaneMath.Log(sum) * u / TLane.Select(tiny, one, sum - one));
    }
}

using System.Runtime.CompilerServices;
using Unroll.Kernels.Activations;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Losses;

/// <summary>−y·ln p − (1 − y)·ln(1 − p) with p cut to [ε, 1 − ε]. A target outside [0, 1] gives NaN.</summary>
readonly struct BinaryEntropy : IElementLoss
{
    const float Tolerance = -1e-5f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Create(1), cut = Cut(p);
        return Checked(y, -((y * LaneMath.Log(cut)) + ((one - y) * LaneMath.Log(one - cut))));
    }

    /// <summary>(p − y) / (p·(1 − p)); no gradient passes where p is cut.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane>
    {
        TLane cut = Cut(p), slope = (p - y) / (cut * (TLane.Create(1) - cut));
        return TLane.Select(TLane.Equal(p, cut), slope, p * TLane.Zero);
    }

    /// <summary>The loss, or NaN where y·(1 − y) is below 0 by more than rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Checked<TLane>(TLane y, TLane loss) where TLane : struct, ILane<TLane> =>
        TLane.Select(TLane.GreaterThan(TLane.Create(Tolerance), y * (TLane.Create(1) - y)), TLane.Create(float.NaN), loss);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TLane Cut<TLane>(TLane p) where TLane : struct, ILane<TLane> =>
        TLane.Minimum(TLane.Create(1 - LossConstants.Epsilon), TLane.Maximum(TLane.Create(LossConstants.Epsilon), p));
}

/// <summary>The same after a sigmoid, from logits: max(x, 0) − x·y + ln(1 + e^−|x|), with the gradient σ(x) − y.</summary>
readonly struct BinaryEntropyOfLogits : IElementLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane> => BinaryEntropy.Checked(y, Softplus.Apply(p) - (p * y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane> => LaneMath.Sigmoid(p) - y;
}

/// <summary>y·ln(y / p), both cut to [ε, 1].</summary>
readonly struct DivergenceTerm : IElementLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane> => Cut(y) * LaneMath.Log(Cut(y) / Cut(p));

    /// <summary>−y / p; no gradient passes where p is cut.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane> =>
        TLane.Select(TLane.Equal(p, Cut(p)), -(Cut(y) / p), p * TLane.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TLane Cut<TLane>(TLane p) where TLane : struct, ILane<TLane> =>
        TLane.Minimum(TLane.Create(1), TLane.Maximum(TLane.Create(LossConstants.Epsilon), p));
}

/// <summary>p − y·ln(p + ε).</summary>
readonly struct PoissonTerm : IElementLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane> => p - (y * LaneMath.Log(p + TLane.Create(LossConstants.Epsilon)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane> => TLane.Create(1) - (y / (p + TLane.Create(LossConstants.Epsilon)));
}

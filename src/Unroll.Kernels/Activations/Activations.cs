using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Activations;

readonly struct Linear : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Derivative<TLane>(TLane y) where TLane : struct, ILane<TLane> => TLane.Create(1);
}

readonly struct Relu : IActivation
{
    /// <summary>Zero only where x is known to be at most 0: NaN passes through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.Select(TLane.GreaterThan(TLane.Zero, x), TLane.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Derivative<TLane>(TLane y) where TLane : struct, ILane<TLane> =>
        TLane.Select(TLane.GreaterThan(y, TLane.Zero), TLane.Create(1), TLane.Zero);
}

readonly struct LeakyRelu : IActivation
{
    const float NegativeSlope = 0.2f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> =>
        TLane.Select(TLane.GreaterThan(TLane.Zero, x), x * TLane.Create(NegativeSlope), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Derivative<TLane>(TLane y) where TLane : struct, ILane<TLane> =>
        TLane.Select(TLane.GreaterThan(y, TLane.Zero), TLane.Create(1), TLane.Create(NegativeSlope));
}

readonly struct Elu : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> =>
        TLane.Select(TLane.GreaterThan(x, TLane.Zero), x, ExponentialMinusOne.Apply(x));

    /// <summary>eˣ = y + 1 where x is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Derivative<TLane>(TLane y) where TLane : struct, ILane<TLane> =>
        TLane.Select(TLane.GreaterThan(y, TLane.Zero), TLane.Create(1), y + TLane.Create(1));
}

readonly struct Selu : IActivation
{
    // λ, and λ·α: the fixed point of mean 0 and variance 1 (Klambauer et al., 2017).
    const float Scale = 1.05070099f;
    const float ScaledAlpha = 1.75809934f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> =>
        TLane.Select(TLane.GreaterThan(x, TLane.Zero), TLane.Create(Scale) * x, TLane.Create(ScaledAlpha) * ExponentialMinusOne.Apply(x));

    /// <summary>λ·α·eˣ = y + λ·α where x is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Derivative<TLane>(TLane y) where TLane : struct, ILane<TLane> =>
        TLane.Select(TLane.GreaterThan(y, TLane.Zero), TLane.Create(Scale), y + TLane.Create(ScaledAlpha));
}

readonly struct Softplus : IActivation
{
    /// <summary>max(x, 0) + ln(1 + e^−|x|), which neither overflows nor loses the small results.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane e = LaneMath.Exp(-TLane.Abs(x));
        TLane sum = TLane.Create(1) + e;

        // ln(1 + e) = ln(sum) · e / (sum − 1): the rounding of the sum cancels; where sum = 1 the logarithm is e itself.
        TLane tiny = TLane.Equal(sum, TLane.Create(1));
        TLane log = TLane.Select(tiny, e, LaneMath.Log(sum) * e / TLane.Select(tiny, TLane.Create(1), sum - TLane.Create(1)));
        return Relu.Apply(x) + log;
    }

    /// <summary>σ(x) = 1 − e⁻ʸ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Derivative<TLane>(TLane y) where TLane : struct, ILane<TLane> => -ExponentialMinusOne.Apply(-y);
}

readonly struct Softsign : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x / (TLane.Create(1) + TLane.Abs(x));

    /// <summary>1 / (1 + |x|)² = (1 − |y|)².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Derivative<TLane>(TLane y) where TLane : struct, ILane<TLane>
    {
        TLane rest = TLane.Create(1) - TLane.Abs(y);
        return rest * rest;
    }
}

readonly struct Tanh : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => LaneMath.Tanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Derivative<TLane>(TLane y) where TLane : struct, ILane<TLane> => TLane.MultiplyAdd(-y, y, TLane.Create(1));
}

readonly struct Sigmoid : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => LaneMath.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Derivative<TLane>(TLane y) where TLane : struct, ILane<TLane> => TLane.MultiplyAdd(-y, y, y);
}

readonly struct HardSigmoid : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Create(1);
        TLane line = Relu.Apply((x / TLane.Create(6)) + TLane.Create(0.5f));
        return TLane.Select(TLane.GreaterThan(line, one), one, line);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Derivative<TLane>(TLane y) where TLane : struct, ILane<TLane> =>
        TLane.Select(TLane.GreaterThan(y * (TLane.Create(1) - y), TLane.Zero), TLane.Create(1 / 6f), TLane.Zero);
}

readonly struct Exponential : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => LaneMath.Exp(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Derivative<TLane>(TLane y) where TLane : struct, ILane<TLane> => y;
}

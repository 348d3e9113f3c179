using System.Runtime.CompilerServices;
using Unroll.Kernels.Activations;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Elementwise;

/// <summary>a + b.</summary>
readonly struct AddFunction : IElementFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => a + b;
}

/// <summary>(a + b) / 2.</summary>
readonly struct MeanFunction : IElementFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => (a + b) * TLane.Create(0.5f);
}

/// <summary>a − b.</summary>
readonly struct SubtractFunction : IElementFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => a - b;
}

/// <summary>a · b.</summary>
readonly struct MultiplyFunction : IElementFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => a * b;
}

/// <summary>a / b.</summary>
readonly struct DivideFunction : IElementFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => a / b;
}

/// <summary>a · factor.</summary>
readonly struct ScaleFunction(float factor) : IElementFunction
{
    readonly float _factor = factor;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => a * TLane.Create(_factor);
}

/// <summary>a · factor + b, rounded once where the processor has FMA.</summary>
readonly struct MultiplyAddFunction(float factor) : IElementFunction
{
    readonly float _factor = factor;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => TLane.MultiplyAdd(a, TLane.Create(_factor), b);
}

/// <summary>a, or 0 where it is too small to matter.</summary>
readonly struct FlushFunction : IElementFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => Smallness.Flush(a);
}

/// <summary>eᵃ.</summary>
readonly struct ExpFunction : IElementFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => LaneMath.Exp(a);
}

/// <summary>ln a.</summary>
readonly struct LogFunction : IElementFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => LaneMath.Log(a);
}

/// <summary>φ(a).</summary>
readonly struct ActivationForward<TActivation> : IElementFunction where TActivation : struct, IForwardActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => TActivation.Apply(a);
}

/// <summary>dy · φ'(x), with φ' from y = φ(x): a is dy, b is y.</summary>
readonly struct ActivationBackward<TActivation> : IElementFunction where TActivation : struct, IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => a * TActivation.Derivative(b);
}

/// <summary>dy · φ'(x), with φ' from x: a is dy, b is x.</summary>
readonly struct InputActivationBackward<TActivation> : IElementFunction where TActivation : struct, IInputActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => a * TActivation.DerivativeAt(b);
}

/// <summary>The gradient of l1·Σ|a| + l2·Σa²: l1·sign a + 2·l2·a, the sign of 0 being 0.</summary>
readonly struct PenaltyBackward(float l1, float l2) : IElementFunction
{
    readonly float _l1 = l1, _twiceL2 = 2 * l2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> =>
        TLane.MultiplyAdd(TLane.Create(_twiceL2), a, TLane.Select(TLane.Equal(a, TLane.Zero), TLane.Zero, TLane.CopySign(TLane.Create(_l1), a)));
}

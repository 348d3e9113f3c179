using System.Runtime.CompilerServices;

namespace Unroll.Kernels.Simd;

/// <summary>
/// What is too small to matter becomes 0. States, gradients and moments that decay would end below the smallest normal number, 2⁻¹²⁶, where a processor takes
/// a hundred cycles for an operation; .NET has no switch for it. The limits lie above that, so that products with what comes next are normal too.
/// </summary>
static class Smallness
{
    /// <summary>2⁻⁹⁶: of states, their gradients and moments. Its product with a weight of 2⁻³⁰ is normal.</summary>
    const float OfStates = 1.26217745e-29f;

    /// <summary>2⁻⁵⁶: of the gradients that an optimizer takes. A thousandth of its square is normal, as the second moment is made.</summary>
    const float OfGradients = 1.38777878e-17f;

    /// <summary>A state, its gradient or a moment; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Flush<TLane>(TLane value) where TLane : struct, ILane<TLane> => Flush(value, TLane.Create(OfStates));

    /// <summary>The gradient of a weight; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane FlushGradient<TLane>(TLane value) where TLane : struct, ILane<TLane> => Flush(value, TLane.Create(OfGradients));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TLane Flush<TLane>(TLane value, TLane limit) where TLane : struct, ILane<TLane> =>
        TLane.Select(TLane.GreaterThan(limit, TLane.Abs(value)), TLane.Zero, value);
}

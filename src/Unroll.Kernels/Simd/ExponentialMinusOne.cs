using System.Runtime.CompilerServices;

namespace Unroll.Kernels.Simd;

/// <summary>eˣ − 1 without losing the bits of a small x.</summary>
static class ExponentialMinusOne
{
    // As in LaneMath: the shifted number's lowest bits are the exponent of a power of two, and ln 2 is in two parts, the first of 9 bits.
    const float Shift = 12582912f + 127f;
    const float Log2OfE = 1.44269502f;
    const float LnTwoHigh = 0.693359375f;
    const float LnTwoLow = -2.12194440e-4f;

    /// <summary>eˣ − 1: 15 operations, error below 2 ULP for x ≤ 88, beyond which it stays. −1 below −20; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        // x = n ln 2 + r and eˣ − 1 = 2ⁿ·(eʳ − 1) + (2ⁿ − 1).
        x = TLane.Maximum(TLane.Create(-20f), TLane.Minimum(TLane.Create(88f), x));
        TLane shifted = TLane.MultiplyAdd(x, TLane.Create(Log2OfE), TLane.Create(Shift));
        TLane n = shifted - TLane.Create(Shift);
        TLane scale = TLane.PowerOfTwoFromShifted(shifted);
        TLane r = TLane.MultiplyAdd(n, TLane.Create(-LnTwoHigh), x);
        r = TLane.MultiplyAdd(n, TLane.Create(-LnTwoLow), r);

        // eʳ − 1 for |r| ≤ ½ ln 2, relative error 2.3e-8.
        TLane p = TLane.MultiplyAdd(r, TLane.Create(0.00139261759f), TLane.Create(0.00836317334f));
        p = TLane.MultiplyAdd(r, p, TLane.Create(0.0416665561f));
        p = TLane.MultiplyAdd(r, p, TLane.Create(0.166665778f));
        p = TLane.MultiplyAdd(r, p, TLane.Create(0.5f));
        p = TLane.MultiplyAdd(r * r, p, r);
        return TLane.MultiplyAdd(scale, p, scale - TLane.Create(1f));
    }
}

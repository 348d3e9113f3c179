using System.Runtime.CompilerServices;

namespace Unroll.Kernels.Simd;

/// <summary>
/// Exponential, squashing functions and logarithm of lanes. They use IEEE operations only, so the bits are the same in every width and on every processor
/// with FMA. Errors are maxima over all 2³² floats, in units of the last place of the exact result; denormal results are held to the same bound.
/// </summary>
static class LaneMath
{
    // Adding 1.5 · 2²³ rounds to a whole number; with 127 more its lowest bits are the exponent of a power of two.
    const float Shift = 12582912f + 127f;
    const float Log2OfE = 1.44269502f;

    // ln 2 = LnTwoHigh + LnTwoLow; the first has 9 bits, so that its product with an exponent is exact.
    const float LnTwoHigh = 0.693359375f;
    const float LnTwoLow = -2.12194440e-4f;
    const float LnTwo = 0.693147182f;

    /// <summary>eˣ: 16 operations, error below 1.7 ULP (2.0 without FMA). +∞ above 88.72, 0 below −103.97; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Exp<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        // x = 2n ln 2 + r and eˣ = 2ⁿ · eʳ · 2ⁿ: only the last product can overflow or lose bits, and it rounds once.
        x = TLane.Maximum(TLane.Create(-104f), TLane.Minimum(TLane.Create(89f), x));
        TLane shifted = TLane.MultiplyAdd(x, TLane.Create(Log2OfE / 2), TLane.Create(Shift));
        TLane n = shifted - TLane.Create(Shift);
        TLane scale = TLane.PowerOfTwoFromShifted(shifted);
        TLane r = TLane.MultiplyAdd(n, TLane.Create(-2 * LnTwoHigh), x);
        r = TLane.MultiplyAdd(n, TLane.Create(-2 * LnTwoLow), r);

        // eʳ for |r| ≤ ln 2, relative error 1.5e-8.
        TLane p = TLane.MultiplyAdd(r, TLane.Create(0.000196308174f), TLane.Create(0.00141055568f));
        p = TLane.MultiplyAdd(r, p, TLane.Create(0.00833596475f));
        p = TLane.MultiplyAdd(r, p, TLane.Create(0.0416611955f));
        p = TLane.MultiplyAdd(r, p, TLane.Create(0.166666165f));
        p = TLane.MultiplyAdd(r, p, TLane.Create(0.500000358f));
        p = TLane.MultiplyAdd(r, p, TLane.Create(1f));
        p = TLane.MultiplyAdd(r, p, TLane.Create(1f));
        return scale * p * scale;
    }

    /// <summary>1/(1 + e⁻ˣ): 15 operations, error below 2.5 ULP; in [0, 1], exactly 0 at −∞ and 1 at +∞; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sigmoid<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        // 1/(1 + e⁻ˣ) = c/(c + c · e⁻ˣ) with c = 2⁻²⁴: c · e⁻ˣ is still finite where the quotient has fallen to 0.
        x = TLane.Maximum(TLane.Create(-104f), TLane.Minimum(TLane.Create(30f), x));
        TLane shifted = TLane.MultiplyAdd(x, TLane.Create(-Log2OfE), TLane.Create(Shift - 24));
        TLane n = shifted - TLane.Create(Shift - 24);
        TLane scale = TLane.PowerOfTwoFromShifted(shifted);
        TLane r = TLane.MultiplyAdd(n, TLane.Create(LnTwoHigh), x);
        r = TLane.MultiplyAdd(n, TLane.Create(LnTwoLow), r);

        // e⁻ʳ for |r| ≤ ½ ln 2, relative error 4.3e-9.
        TLane p = TLane.MultiplyAdd(r, TLane.Create(0.00140339485f), TLane.Create(-0.00837226212f));
        p = TLane.MultiplyAdd(r, p, TLane.Create(0.0416655578f));
        p = TLane.MultiplyAdd(r, p, TLane.Create(-0.166664883f));
        p = TLane.MultiplyAdd(r, p, TLane.Create(0.5f));
        p = TLane.MultiplyAdd(r, p, TLane.Create(-1f));
        p = TLane.MultiplyAdd(r, p, TLane.Create(1f));
        TLane c = TLane.Create(1f / (1 << 24));
        return c / TLane.MultiplyAdd(scale, p, c);
    }

    /// <summary>
    /// tanh x: 17 operations, error below 2.5 ULP (2.6 without FMA); in [−1, 1] and odd to the bit, exact at ±0 and denormals, ±1 from 9.1 on; NaN stays NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Tanh<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        // With m = (e^(2|x|) − 1)/2: tanh |x| = m/(m + 1), and m is computed without losing the bits of a small x.
        TLane magnitude = TLane.Minimum(TLane.Create(9.1f), TLane.Abs(x));
        TLane shifted = TLane.MultiplyAdd(magnitude, TLane.Create(2 * Log2OfE), TLane.Create(Shift));
        TLane n = shifted - TLane.Create(Shift);
        TLane scale = TLane.PowerOfTwoFromShifted(shifted);

        // n ≤ 26, and a float holds ln 2 to 1.9e-9: one part is enough.
        TLane r = TLane.MultiplyAdd(n, TLane.Create(-0.5f * LnTwo), magnitude);

        // p = (e²ʳ − 1)/2 for |r| ≤ ¼ ln 2, error 1e-8 of the result; even and odd terms apart shorten the chain.
        TLane square = r * r;
        TLane p = TLane.MultiplyAdd(r, TLane.Create(0.133894026f), TLane.Create(0.333326608f));
        p = TLane.MultiplyAdd(square, TLane.Create(0.0446097106f), p);
        p = TLane.MultiplyAdd(square, p, TLane.MultiplyAdd(r, TLane.Create(0.666660964f), TLane.Create(1.00000012f)));
        p = TLane.MultiplyAdd(square, p, r);
        TLane m = TLane.MultiplyAdd(scale, p, TLane.MultiplyAdd(scale, TLane.Create(0.5f), TLane.Create(-0.5f)));
        return TLane.CopySign(m / (m + TLane.Create(1f)), x);
    }

    /// <summary>ln x: about 40 operations, error below 0.9 ULP (1.0 without FMA). −∞ at ±0, NaN below 0, +∞ at +∞; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Log<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        // x = 2ⁿ(1 + f) with 1 + f in [√½, √2); numbers below the normal range are first made 2²⁴ times larger.
        TLane small = TLane.GreaterThan(TLane.Create(1.17549435e-38f), x);
        TLane normal = TLane.Select(small, x * TLane.Create(1 << 24), x);
        TLane n = TLane.Exponent(normal) - TLane.Select(small, TLane.Create(24f), TLane.Zero);
        TLane mantissa = TLane.Mantissa(normal);
        TLane large = TLane.GreaterThan(mantissa, TLane.Create(1.41421354f));
        n += TLane.Select(large, TLane.Create(1f), TLane.Zero);
        TLane f = TLane.Select(large, mantissa * TLane.Create(0.5f), mantissa) - TLane.Create(1f);

        // ln(1 + f) = f + f²(−½ + f · p), relative error 6e-9.
        TLane p = TLane.MultiplyAdd(f, TLane.Create(-0.076364398f), TLane.Create(0.127622217f));
        p = TLane.MultiplyAdd(f, p, TLane.Create(-0.131596118f));
        p = TLane.MultiplyAdd(f, p, TLane.Create(0.1420158f));
        p = TLane.MultiplyAdd(f, p, TLane.Create(-0.166234091f));
        p = TLane.MultiplyAdd(f, p, TLane.Create(0.200012416f));
        p = TLane.MultiplyAdd(f, p, TLane.Create(-0.250008196f));
        p = TLane.MultiplyAdd(f, p, TLane.Create(0.333333313f));
        p = TLane.MultiplyAdd(f, p, TLane.Create(-0.5f));
        p = TLane.MultiplyAdd(f * f, p, n * TLane.Create(LnTwoLow));
        TLane finite = TLane.MultiplyAdd(n, TLane.Create(LnTwoHigh), f + p);

        TLane positive = TLane.Select(TLane.GreaterThan(x, TLane.Create(float.MaxValue)), x, finite);
        TLane other = TLane.Select(TLane.Equal(x, TLane.Zero), TLane.Create(float.NegativeInfinity), TLane.Create(float.NaN));
        return TLane.Select(TLane.GreaterThan(x, TLane.Zero), positive, other);
    }
}

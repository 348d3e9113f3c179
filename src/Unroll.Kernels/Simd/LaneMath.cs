using System.Runtime.CompilerServices;

namespace Unroll.Kernels.Simd;

/// <summary>
/// Exponential, logarithm and squashing functions of lanes, from IEEE operations alone: the same bits in every width and on every processor with FMA.
/// </summary>
static class LaneMath
{
    // Adding 1.5 · 2²³ rounds to a whole number; the 127 more make its lowest bits the exponent of a float.
    const float Shift = 12582912f + 127f;
    const float Log2OfE = 1.44269502f;

    // ln 2 = LnTwoHigh + LnTwoLow; the first has 9 bits, so its product with an exponent is exact.
    const float LnTwoHigh = 0.693359375f;
    const float LnTwoLow = -2.12194440e-4f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Exp<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        // x = 2n ln 2 + r and eˣ = 2ⁿ · eʳ · 2ⁿ: neither factor over- or underflows before the last product does.
        x = TLane.Maximum(TLane.Create(-104f), TLane.Minimum(TLane.Create(89f), x));
        TLane shifted = TLane.MultiplyAdd(x, TLane.Create(Log2OfE / 2), TLane.Create(Shift));
        TLane n = shifted - TLane.Create(Shift);
        TLane scale = TLane.PowerOfTwoFromShifted(shifted);
        TLane r = TLane.MultiplyAdd(n, TLane.Create(-2 * LnTwoHigh), x);
        r = TLane.MultiplyAdd(n, TLane.Create(-2 * LnTwoLow), r);
        TLane p = TLane.MultiplyAdd(r, TLane.Create(0.000200955386f), TLane.Create(0.0014131295f));
        p = TLane.MultiplyAdd(r, p, TLane.Create(0.0083331475f));
        p = TLane.MultiplyAdd(r, p, TLane.Create(0.0416596904f));
        p = TLane.MultiplyAdd(r, p, TLane.Create(0.166666523f));
        p = TLane.MultiplyAdd(r, p, TLane.Create(0.500000536f));
        p = TLane.MultiplyAdd(r, p, TLane.Create(1f));
        p = TLane.MultiplyAdd(r, p, TLane.Create(1f));
        return scale * p * scale;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sigmoid<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        // 1/(1 + e⁻ˣ) = c/(c + c·e⁻ˣ) with c = 2⁻²⁴, so that e⁻ˣ does not overflow before its reciprocal underflows.
        x = TLane.Maximum(TLane.Create(-104f), TLane.Minimum(TLane.Create(30f), x));
        TLane shifted = TLane.MultiplyAdd(x, TLane.Create(-Log2OfE), TLane.Create(Shift - 24));
        TLane n = shifted - TLane.Create(Shift - 24);
        TLane scale = TLane.PowerOfTwoFromShifted(shifted);
        TLane r = TLane.MultiplyAdd(n, TLane.Create(LnTwoHigh), x);
        r = TLane.MultiplyAdd(n, TLane.Create(LnTwoLow), r);
        TLane square = r * r;
        TLane p = TLane.MultiplyAdd(r, TLane.Create(-0.00836868584f), TLane.Create(0.0416682735f));
        p = TLane.MultiplyAdd(square, TLane.Create(0.00138201378f), p);
        p = TLane.MultiplyAdd(square, p, TLane.MultiplyAdd(r, TLane.Create(-0.166665211f), TLane.Create(0.49999994f)));
        p = TLane.MultiplyAdd(square, p, TLane.Create(1f) - r);
        TLane one = TLane.Create(1f / (1 << 24));
        return one / TLane.MultiplyAdd(scale, p, one);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Tanh<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        // With m = (e^(2|x|) − 1)/2: tanh |x| = m/(m + 1); no subtraction loses bits when |x| is small.
        TLane a = TLane.Minimum(TLane.Create(9.1f), TLane.Abs(x));
        TLane shifted = TLane.MultiplyAdd(a, TLane.Create(2 * Log2OfE), TLane.Create(Shift));
        TLane n = shifted - TLane.Create(Shift);
        TLane scale = TLane.PowerOfTwoFromShifted(shifted);
        TLane r = TLane.MultiplyAdd(n, TLane.Create(-0.5f * 0.693147182f), a);
        TLane square = r * r;
        TLane p = TLane.MultiplyAdd(r, TLane.Create(0.133894026f), TLane.Create(0.333326608f));
        p = TLane.MultiplyAdd(square, TLane.Create(0.0446097106f), p);
        p = TLane.MultiplyAdd(square, p, TLane.MultiplyAdd(r, TLane.Create(0.666660964f), TLane.Create(1.00000012f)));
        p = TLane.MultiplyAdd(square, p, r);
        TLane m = TLane.MultiplyAdd(scale, p, TLane.MultiplyAdd(scale, TLane.Create(0.5f), TLane.Create(-0.5f)));
        return TLane.CopySign(m / (m + TLane.Create(1f)), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Log<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        // x = 2ⁿ(1 + f) with 1 + f in [√½, √2); numbers below the normal range are first made 2²⁴ times larger.
        TLane small = TLane.GreaterThan(TLane.Create(1.17549435e-38f), x);
        TLane normal = TLane.Select(small, x * TLane.Create(1 << 24), x);
        TLane n = TLane.Exponent(normal) - TLane.Select(small, TLane.Create(24f), TLane.Zero);
        TLane m = TLane.Mantissa(normal);
        TLane large = TLane.GreaterThan(m, TLane.Create(1.41421354f));
        n += TLane.Select(large, TLane.Create(1f), TLane.Zero);
        TLane f = TLane.Select(large, m * TLane.Create(0.5f), m) - TLane.Create(1f);
        TLane square = f * f;
        TLane p = TLane.MultiplyAdd(f, TLane.Create(-0.0761652142f), TLane.Create(0.127597749f));
        p = TLane.MultiplyAdd(f, p, TLane.Create(-0.131620467f));
        p = TLane.MultiplyAdd(f, p, TLane.Create(0.142009065f));
        p = TLane.MultiplyAdd(f, p, TLane.Create(-0.166231483f));
        p = TLane.MultiplyAdd(f, p, TLane.Create(0.200012594f));
        p = TLane.MultiplyAdd(f, p, TLane.Create(-0.250008225f));
        p = TLane.MultiplyAdd(f, p, TLane.Create(0.333333313f));
        p = TLane.MultiplyAdd(f, p, TLane.Create(-0.5f));
        p = TLane.MultiplyAdd(square, p, n * TLane.Create(LnTwoLow));
        TLane result = TLane.MultiplyAdd(n, TLane.Create(LnTwoHigh), f + p);
        result = TLane.Select(TLane.GreaterThan(x, TLane.Create(float.MaxValue)), x, result);
        TLane other = TLane.Select(TLane.Equal(x, TLane.Zero), TLane.Create(float.NegativeInfinity), TLane.Create(float.NaN));
        return TLane.Select(TLane.GreaterThan(x, TLane.Zero), result, other);
    }
}

namespace Unroll.Kernels.Simd;

/// <summary>
/// A fixed number of floats that one instruction treats alike. A kernel body is written once over <typeparamref name="TSelf"/>; the width is chosen where
/// the kernel starts. Every member is exact or correctly rounded element by element, so a body gives the same bits in every width.
/// </summary>
unsafe interface ILane<TSelf> where TSelf : struct, ILane<TSelf>
{
    /// <summary>Floats per lane: 16, 8, 4 or 1.</summary>
    static abstract int Width { get; }

    /// <summary>Sums of a matrix tile that stay in registers, with room for its operands.</summary>
    static abstract int Accumulators { get; }

    static abstract TSelf Zero { get; }

    static abstract TSelf Create(float value);

    static abstract TSelf Load(float* source);

    static abstract void Store(TSelf value, float* destination);

    /// <summary>Floats whose upper 16 bits are given and whose lower ones are zeros.</summary>
    static abstract TSelf LoadUpperHalves(ushort* source);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf value);

    /// <summary>left · right + addend, rounded once where the processor has FMA.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    static abstract TSelf Sqrt(TSelf value);

    static abstract TSelf Abs(TSelf value);

    /// <summary>The smaller of a limit, which is a number, and a value; NaN if the value is NaN.</summary>
    static abstract TSelf Minimum(TSelf limit, TSelf value);

    /// <summary>The larger of a limit, which is a number, and a value; NaN if the value is NaN.</summary>
    static abstract TSelf Maximum(TSelf limit, TSelf value);

    /// <summary>All bits set where left &gt; right; false for NaN.</summary>
    static abstract TSelf GreaterThan(TSelf left, TSelf right);

    /// <summary>All bits set where left = right; false for NaN, so that Equals(x, x) finds the numbers.</summary>
    static abstract TSelf Equal(TSelf left, TSelf right);

    /// <summary>Bits of <paramref name="whenSet"/> where the mask is set, else of <paramref name="whenClear"/>.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenSet, TSelf whenClear);

    /// <summary>The magnitude of one, the sign of the other.</summary>
    static abstract TSelf CopySign(TSelf magnitude, TSelf sign);

    /// <summary>
    /// 2ⁿ for whole n in [−126, 127], 0 for n = −127 and +∞ for n = 128, given 1.5 · 2²³ + 127 + n: its lowest bits are the exponent, so one shift will do.
    /// </summary>
    static abstract TSelf PowerOfTwoFromShifted(TSelf shifted);

    /// <summary>⌊log₂ x⌋ of a positive normal number, as a float.</summary>
    static abstract TSelf Exponent(TSelf value);

    /// <summary>x / 2^Exponent(x) in [1, 2) of a positive normal number.</summary>
    static abstract TSelf Mantissa(TSelf value);

    /// <summary>All bits set where a 32-bit word is at least the threshold.</summary>
    static abstract TSelf WordsAtLeast(uint* words, uint threshold);

    /// <summary>The upper 24 bits of 32-bit words, as whole numbers in [0, 2²⁴).</summary>
    static abstract TSelf UpperBits(uint* words);
}

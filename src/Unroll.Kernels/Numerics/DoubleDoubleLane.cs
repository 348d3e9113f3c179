using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Numerics;

/// <summary><see cref="DoubleDouble"/> over a lane: the same operations in the same order, so the same bits.</summary>
readonly struct DoubleDoubleLane<TLane>(TLane high, TLane low) where TLane : struct, IDoubleLane<TLane>
{
    public readonly TLane High = high;

    public readonly TLane Low = low;

    /// <summary>a + b without error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDoubleLane<TLane> Sum(TLane a, TLane b)
    {
        TLane sum = a + b;
        TLane partOfB = sum - a;
        return new(sum, (a - (sum - partOfB)) + (b - partOfB));
    }

    /// <summary>a / b to about 2⁻¹⁰⁴.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDoubleLane<TLane> Quotient(TLane a, DoubleDoubleLane<TLane> b)
    {
        TLane quotient = a / b.High;
        DoubleDoubleLane<TLane> product = Product(quotient, b.High);
        TLane remainder = (a - product.High) - product.Low - (quotient * b.Low);
        return Sum(quotient, remainder / b.High);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDoubleLane<TLane> operator +(DoubleDoubleLane<TLane> left, DoubleDoubleLane<TLane> right)
    {
        DoubleDoubleLane<TLane> high = Sum(left.High, right.High);
        DoubleDoubleLane<TLane> low = Sum(left.Low, right.Low);
        DoubleDoubleLane<TLane> sum = Sum(high.High, high.Low + low.High);
        return Sum(sum.High, sum.Low + low.Low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDoubleLane<TLane> operator *(DoubleDoubleLane<TLane> left, DoubleDoubleLane<TLane> right)
    {
        DoubleDoubleLane<TLane> product = Product(left.High, right.High);
        return Sum(product.High, product.Low + ((left.High * right.Low) + (left.Low * right.High)));
    }

    // a · b without error. With a fused multiply-add the rounding error of a product is one instruction; it is the same number either way.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleDoubleLane<TLane> Product(TLane a, TLane b)
    {
        TLane product = a * b;
        if (Hardware.HasFusedMultiplyAdd)
            return new(product, TLane.MultiplyAdd(a, b, -product));
        (TLane aHigh, TLane aLow) = Halves(a);
        (TLane bHigh, TLane bLow) = Halves(b);
        return new(product, (((aHigh * bHigh) - product) + (aHigh * bLow) + (aLow * bHigh)) + (aLow * bLow));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (TLane High, TLane Low) Halves(TLane value)
    {
        TLane scaled = value * TLane.Create((1 << 27) + 1);
        TLane high = scaled - (scaled - value);
        return (high, value - high);
    }
}

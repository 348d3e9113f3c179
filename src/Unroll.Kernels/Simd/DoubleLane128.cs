using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Unroll.Kernels.Simd;

/// <summary>Two doubles in one 128-bit register.</summary>
readonly unsafe struct DoubleLane128(Vector128<double> value) : IDoubleLane<DoubleLane128>
{
    readonly Vector128<double> _value = value;

    public static int Width => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Create(double value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Load(double* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(DoubleLane128 value, double* destination) => value._value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 operator +(DoubleLane128 left, DoubleLane128 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 operator -(DoubleLane128 left, DoubleLane128 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 operator *(DoubleLane128 left, DoubleLane128 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 operator /(DoubleLane128 left, DoubleLane128 right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 operator -(DoubleLane128 value) => new(value._value ^ Vector128.Create(-0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 MultiplyAdd(DoubleLane128 left, DoubleLane128 right, DoubleLane128 addend) => Hardware.HasFusedMultiplyAdd
        ? new(Vector128.FusedMultiplyAdd(left._value, right._value, addend._value))
        : new((left._value * right._value) + addend._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Sqrt(DoubleLane128 value) => new(Vector128.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Floor(DoubleLane128 value) => new(Vector128.Floor(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 SelectAtLeast(DoubleLane128 value, DoubleLane128 limit, DoubleLane128 whenReached, DoubleLane128 whenBelow) =>
        new(Vector128.ConditionalSelect(Vector128.GreaterThanOrEqual(value._value, limit._value), whenReached._value, whenBelow._value));

    // The exponent's bits below those of 2⁵² are a whole number of that size.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Exponent(DoubleLane128 value) =>
        new(((value._value.AsInt64() >>> 52) | Vector128.Create(0x4330000000000000)).AsDouble() - Vector128.Create(4503599627370496.0 + 1023));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane128 Mantissa(DoubleLane128 value) =>
        new(((value._value.AsInt64() & Vector128.Create(0x000FFFFFFFFFFFFF)) | Vector128.Create(0x3FF0000000000000)).AsDouble());
}

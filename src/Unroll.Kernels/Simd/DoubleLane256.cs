using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Unroll.Kernels.Simd;

/// <summary>Four doubles in one 256-bit register.</summary>
readonly unsafe struct DoubleLane256(Vector256<double> value) : IDoubleLane<DoubleLane256>
{
    readonly Vector256<double> _value = value;

    public static int Width => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Create(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Load(double* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(DoubleLane256 value, double* destination) => value._value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 operator +(DoubleLane256 left, DoubleLane256 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 operator -(DoubleLane256 left, DoubleLane256 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 operator *(DoubleLane256 left, DoubleLane256 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 operator /(DoubleLane256 left, DoubleLane256 right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 operator -(DoubleLane256 value) => new(value._value ^ Vector256.Create(-0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 MultiplyAdd(DoubleLane256 left, DoubleLane256 right, DoubleLane256 addend) => Hardware.HasFusedMultiplyAdd
        ? new(Vector256.FusedMultiplyAdd(left._value, right._value, addend._value))
        : new((left._value * right._value) + addend._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Sqrt(DoubleLane256 value) => new(Vector256.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Floor(DoubleLane256 value) => new(Vector256.Floor(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 SelectAtLeast(DoubleLane256 value, DoubleLane256 limit, DoubleLane256 whenReached, DoubleLane256 whenBelow) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(value._value, limit._value), whenReached._value, whenBelow._value));

    // The exponent's bits below those of 2⁵² are a whole number of that size.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Exponent(DoubleLane256 value) =>
        new(((value._value.AsInt64() >>> 52) | Vector256.Create(0x4330000000000000)).AsDouble() - Vector256.Create(4503599627370496.0 + 1023));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane256 Mantissa(DoubleLane256 value) =>
        new(((value._value.AsInt64() & Vector256.Create(0x000FFFFFFFFFFFFF)) | Vector256.Create(0x3FF0000000000000)).AsDouble());
}

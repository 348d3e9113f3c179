using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Unroll.Kernels.Simd;

/// <summary>Eight doubles in one 512-bit register.</summary>
readonly unsafe struct DoubleLane512(Vector512<double> value) : IDoubleLane<DoubleLane512>
{
    readonly Vector512<double> _value = value;

    public static int Width => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Create(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Load(double* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(DoubleLane512 value, double* destination) => value._value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 operator +(DoubleLane512 left, DoubleLane512 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 operator -(DoubleLane512 left, DoubleLane512 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 operator *(DoubleLane512 left, DoubleLane512 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 operator /(DoubleLane512 left, DoubleLane512 right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 operator -(DoubleLane512 value) => new(value._value ^ Vector512.Create(-0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 MultiplyAdd(DoubleLane512 left, DoubleLane512 right, DoubleLane512 addend) => Hardware.HasFusedMultiplyAdd
        ? new(Vector512.FusedMultiplyAdd(left._value, right._value, addend._value))
        : new((left._value * right._value) + addend._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Sqrt(DoubleLane512 value) => new(Vector512.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Floor(DoubleLane512 value) => new(Vector512.Floor(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 SelectAtLeast(DoubleLane512 value, DoubleLane512 limit, DoubleLane512 whenReached, DoubleLane512 whenBelow) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(value._value, limit._value), whenReached._value, whenBelow._value));

    // The exponent's bits below those of 2⁵² are a whole number of that size.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Exponent(DoubleLane512 value) =>
        new(((value._value.AsInt64() >>> 52) | Vector512.Create(0x4330000000000000)).AsDouble() - Vector512.Create(4503599627370496.0 + 1023));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLane512 Mantissa(DoubleLane512 value) =>
        new(((value._value.AsInt64() & Vector512.Create(0x000FFFFFFFFFFFFF)) | Vector512.Create(0x3FF0000000000000)).AsDouble());
}

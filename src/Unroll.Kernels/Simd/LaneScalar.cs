using System.Runtime.CompilerServices;

namespace Unroll.Kernels.Simd;

/// <summary>One float: the tail of every loop, and the plain form that the wider lanes are tested against.</summary>
readonly unsafe struct LaneScalar(float value) : ILane<LaneScalar>
{
    readonly float _value = value;

    public static int Width => 1;

    public static int Accumulators => 12;

    public static LaneScalar Zero => default;

    public float Value => _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar Create(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar Load(float* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(LaneScalar value, float* destination) => *destination = value._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar LoadUpperHalves(ushort* source) => new(BitConverter.UInt32BitsToSingle((uint)*source << 16));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar operator +(LaneScalar left, LaneScalar right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar operator -(LaneScalar left, LaneScalar right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar operator *(LaneScalar left, LaneScalar right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar operator /(LaneScalar left, LaneScalar right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar operator -(LaneScalar value) => new(-value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar MultiplyAdd(LaneScalar left, LaneScalar right, LaneScalar addend) => Hardware.HasFusedMultiplyAdd
        ? new(MathF.FusedMultiplyAdd(left._value, right._value, addend._value))
        : new((left._value * right._value) + addend._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar Sqrt(LaneScalar value) => new(MathF.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar Abs(LaneScalar value) => new(MathF.Abs(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar Minimum(LaneScalar limit, LaneScalar value) => new(float.MinNative(limit._value, value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar Maximum(LaneScalar limit, LaneScalar value) => new(float.MaxNative(limit._value, value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar GreaterThan(LaneScalar left, LaneScalar right) => Mask(left._value > right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar Equal(LaneScalar left, LaneScalar right) => Mask(left._value == right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar Select(LaneScalar mask, LaneScalar whenSet, LaneScalar whenClear) =>
        BitConverter.SingleToInt32Bits(mask._value) != 0 ? whenSet : whenClear;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar CopySign(LaneScalar magnitude, LaneScalar sign) => new(MathF.CopySign(magnitude._value, sign._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar PowerOfTwoFromShifted(LaneScalar shifted) =>
        new(BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(shifted._value) << 23));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar Exponent(LaneScalar value) => new((BitConverter.SingleToInt32Bits(value._value) >>> 23) - 127);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar Mantissa(LaneScalar value) =>
        new(BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(value._value) & 0x007FFFFF) | 0x3F800000));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar WordsAtLeast(uint* words, uint threshold) => Mask(*words >= threshold);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar UpperBits(uint* words) => new(*words >> 8);

    static LaneScalar Mask(bool set) => new(BitConverter.Int32BitsToSingle(set ? -1 : 0));
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Unroll.Kernels.Random;

/// <summary>Four blocks.</summary>
readonly unsafe struct WordLane256(Vector256<ulong> value) : IWordLane<WordLane256>
{
    readonly Vector256<ulong> _value = value;

    public static int Width => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLane256 Create(uint word) => new(Vector256.Create((ulong)word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLane256 Blocks(uint first) => new(Vector256.Create((ulong)first) + Vector256.Create(0ul, 2, 1, 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLane256 Product(WordLane256 left, WordLane256 right) => Avx2.IsSupported
        ? new(Avx2.Multiply(left._value.AsUInt32(), right._value.AsUInt32()))
        : new((left._value & Vector256.Create((ulong)uint.MaxValue)) * (right._value & Vector256.Create((ulong)uint.MaxValue)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLane256 High(WordLane256 value) => new(value._value >>> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLane256 operator ^(WordLane256 left, WordLane256 right) => new(left._value ^ right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(WordLane256 r0, WordLane256 r1, WordLane256 r2, WordLane256 r3, uint* words)
    {
        var lower = Vector256.Create((ulong)uint.MaxValue);
        Vector256<ulong> first = (r0._value & lower) | (r1._value << 32), second = (r2._value & lower) | (r3._value << 32);
        if (!Avx2.IsSupported)
        {
            for (int lane = 0; lane < Width; lane++)
            {
                // Element 2k is block k, element 2k + 1 is block W/2 + k.
                ulong* block = (ulong*)words + (2 * ((lane / 2) + (lane % 2 * (Width / 2))));
                (block[0], block[1]) = (first[lane], second[lane]);
            }

            return;
        }

        Avx2.UnpackLow(first, second).AsUInt32().Store(words);
        Avx2.UnpackHigh(first, second).AsUInt32().Store(words + (2 * Width));
    }
}

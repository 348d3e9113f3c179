using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Unroll.Kernels.Random;

/// <summary>Two blocks.</summary>
readonly unsafe struct WordLane128(Vector128<ulong> value) : IWordLane<WordLane128>
{
    readonly Vector128<ulong> _value = value;

    public static int Width => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLane128 Create(uint word) => new(Vector128.Create((ulong)word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLane128 Blocks(uint first) => new(Vector128.Create((ulong)first) + Vector128.Create(0ul, 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLane128 Product(WordLane128 left, WordLane128 right) => Sse2.IsSupported
        ? new(Sse2.Multiply(left._value.AsUInt32(), right._value.AsUInt32()))
        : new((left._value & Vector128.Create((ulong)uint.MaxValue)) * (right._value & Vector128.Create((ulong)uint.MaxValue)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLane128 High(WordLane128 value) => new(value._value >>> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLane128 operator ^(WordLane128 left, WordLane128 right) => new(left._value ^ right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(WordLane128 r0, WordLane128 r1, WordLane128 r2, WordLane128 r3, uint* words)
    {
        var lower = Vector128.Create((ulong)uint.MaxValue);
        Vector128<ulong> first = (r0._value & lower) | (r1._value << 32), second = (r2._value & lower) | (r3._value << 32);
        if (!Sse2.IsSupported)
        {
            for (int lane = 0; lane < Width; lane++)
            {
                // Element 2k is block k, element 2k + 1 is block W/2 + k.
                ulong* block = (ulong*)words + (2 * ((lane / 2) + (lane % 2 * (Width / 2))));
                (block[0], block[1]) = (first[lane], second[lane]);
            }

            return;
        }

        Sse2.UnpackLow(first, second).AsUInt32().Store(words);
        Sse2.UnpackHigh(first, second).AsUInt32().Store(words + (2 * Width));
    }
}

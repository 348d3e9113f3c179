using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Unroll.Kernels.Random;

/// <summary>Eight blocks.</summary>
readonly unsafe struct WordLane512(Vector512<ulong> value) : IWordLane<WordLane512>
{
    readonly Vector512<ulong> _value = value;

    public static int Width => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLane512 Create(uint word) => new(Vector512.Create((ulong)word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLane512 Blocks(uint first) => new(Vector512.Create((ulong)first) + Vector512.Create(0ul, 4, 1, 5, 2, 6, 3, 7));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLane512 Product(WordLane512 left, WordLane512 right) => Avx512F.IsSupported
        ? new(Avx512F.Multiply(left._value.AsUInt32(), right._value.AsUInt32()))
        : new((left._value & Vector512.Create((ulong)uint.MaxValue)) * (right._value & Vector512.Create((ulong)uint.MaxValue)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLane512 High(WordLane512 value) => new(value._value >>> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLane512 operator ^(WordLane512 left, WordLane512 right) => new(left._value ^ right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(WordLane512 r0, WordLane512 r1, WordLane512 r2, WordLane512 r3, uint* words)
    {
        var lower = Vector512.Create((ulong)uint.MaxValue);
        Vector512<ulong> first = (r0._value & lower) | (r1._value << 32), second = (r2._value & lower) | (r3._value << 32);
        if (!Avx512F.IsSupported)
        {
            for (int lane = 0; lane < Width; lane++)
            {
                // Element 2k is block k, element 2k + 1 is block W/2 + k.
                ulong* block = (ulong*)words + (2 * ((lane / 2) + (lane % 2 * (Width / 2))));
                (block[0], block[1]) = (first[lane], second[lane]);
            }

            return;
        }

        Avx512F.UnpackLow(first, second).AsUInt32().Store(words);
        Avx512F.UnpackHigh(first, second).AsUInt32().Store(words + (2 * Width));
    }
}

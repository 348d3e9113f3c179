using System.Runtime.CompilerServices;
using Unroll.Kernels.Random;

namespace Unroll.Randomness;

/// <summary>
/// A random order of 0 … <see cref="Count"/> − 1 that needs no array: each position is computed from the key alone, so a million windows are shuffled in no
/// memory and an epoch resumes anywhere. A Feistel network permutes the next power of four; numbers outside the range are sent through it again.
/// </summary>
public readonly struct Permutation
{
    const int Rounds = 10;

    // Apart from the numbers of a stream and from the children of the same key.
    const ulong OrderDomain = 1UL << 61;

    readonly RoundKeys _keys;
    readonly uint _exchange;
    readonly int _halfBits;

    /// <summary>A permutation of <paramref name="count"/> numbers.</summary>
    /// <param name="key">Which permutation.</param>
    /// <param name="count">How many numbers, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public Permutation(RandomKey key, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Count = count;
        _halfBits = 1;
        while (1L << (2 * _halfBits) < count) _halfBits++;
        Philox.Block(key.Value, 0, OrderDomain, out _keys[0], out _keys[1], out _keys[2], out _keys[3]);
        Philox.Block(key.Value, 1, OrderDomain, out _keys[4], out _keys[5], out _keys[6], out _keys[7]);
        Philox.Block(key.Value, 2, OrderDomain, out _keys[8], out _keys[9], out uint bits, out _);
        _exchange = bits & 1;
    }

    /// <summary>How many numbers are permuted.</summary>
    public int Count { get; }

    /// <summary>The number at a position; every number in [0, <see cref="Count"/>) stands at exactly one.</summary>
    /// <param name="index">The position, in [0, <see cref="Count"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not a position.</exception>
    public int this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            uint value = (uint)index;
            do value = Permute(value);
            while (value >= (uint)Count);
            return (int)value;
        }
    }

    uint Permute(uint value)
    {
        // A Feistel network makes even permutations only; exchanging 0 and 1 under half of the keys adds the odd ones.
        if (value < 2) value ^= _exchange;
        uint mask = (1u << _halfBits) - 1;
        uint left = value >> _halfBits;
        uint right = value & mask;
        for (int round = 0; round < Rounds; round++) (left, right) = (right, left ^ (Mix(right, _keys[round]) & mask));
        return (left << _halfBits) | right;
    }

    // Two multiplications with odd constants between shifts let every bit of the half and of the key reach the lowest bits.
    static uint Mix(uint half, uint key)
    {
        uint bits = (half ^ key) * 0x9E3779B1u;
        bits = (bits ^ (bits >> 15) ^ key) * 0x85EBCA77u;
        return bits ^ (bits >> 13) ^ (bits >> 22);
    }

    [InlineArray(Rounds)]
    struct RoundKeys
    {
        uint _first;
    }
}

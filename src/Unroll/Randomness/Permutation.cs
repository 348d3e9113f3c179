using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Unroll.Kernels.Random;

namespace Unroll.Randomness;

/// <summary>
/// A random order of 0 … <see cref="Count"/> − 1 that needs no array: each position is computed from the key alone, so a million windows are shuffled in no
/// memory and an epoch resumes anywhere. A Feistel network permutes the next power of four; numbers outside the range are sent through it again.
/// </summary>
public readonly struct Permutation
{
    const int Rounds = 10;
    const int Together = 128;

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

    /// <summary>The numbers at consecutive positions, as the indexer gives them, many at once: shuffling must not cost what a small step costs.</summary>
    /// <param name="first">The first position.</param>
    /// <param name="numbers">Takes one number a position.</param>
    /// <exception cref="ArgumentOutOfRangeException">A position is not in [0, <see cref="Count"/>).</exception>
    public void Fill(int first, Span<int> numbers)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(numbers.Length, Count - first);
        for (; numbers.Length > Together; numbers = numbers[Together..], first += Together)
            FillTogether(first, numbers[..Together]);
        FillTogether(first, numbers);
    }

    /// <summary>The numbers at consecutive positions of an order that may be that of the data itself.</summary>
    /// <param name="order">Which permutation; null for 0, 1, 2 …</param>
    /// <param name="count">How many numbers there are.</param>
    /// <param name="first">The first position.</param>
    /// <param name="numbers">Takes one number a position.</param>
    /// <exception cref="ArgumentOutOfRangeException">A position is not in [0, <paramref name="count"/>).</exception>
    public static void Fill(RandomKey? order, int count, int first, Span<int> numbers)
    {
        if (order is { } key)
            new Permutation(key, count).Fill(first, numbers);
        else
            for (int i = 0; i < numbers.Length; i++)
                numbers[i] = first + i;
    }

    void FillTogether(int first, Span<int> numbers)
    {
        Span<uint> values = stackalloc uint[Together];
        Span<int> targets = stackalloc int[Together];
        for (int i = 0; i < numbers.Length; i++)
            (values[i], targets[i]) = ((uint)(first + i), i);

        // All are sent through the network once; those that left the range close ranks and go again.
        for (int pending = numbers.Length; pending > 0;)
        {
            int count = (pending + Vector512<uint>.Count - 1) / Vector512<uint>.Count;
            Span<Vector512<uint>> vectors = MemoryMarshal.Cast<uint, Vector512<uint>>(values)[..count];
            for (int i = 0; i < vectors.Length; i++)
                vectors[i] = Permute(vectors[i]);
            int left = 0;
            for (int i = 0; i < pending; i++)
            {
                (uint value, int target) = (values[i], targets[i]);
                numbers[target] = (int)value;
                (values[left], targets[left]) = (value, target);
                left += value >= (uint)Count ? 1 : 0;
            }

            pending = left;
        }
    }

    Vector512<uint> Permute(Vector512<uint> value)
    {
        value ^= Vector512.LessThan(value, Vector512.Create(2u)) & Vector512.Create(_exchange);
        var mask = Vector512.Create((1u << _halfBits) - 1);
        Vector512<uint> left = value >>> _halfBits, right = value & mask;
        for (int round = 0; round < Rounds; round++)
            (left, right) = (right, left ^ (Mix(right, Vector512.Create(_keys[round])) & mask));
        return (left << _halfBits) | right;
    }

    static Vector512<uint> Mix(Vector512<uint> half, Vector512<uint> key)
    {
        Vector512<uint> bits = (half ^ key) * Vector512.Create(0x9E3779B1u);
        bits = (bits ^ (bits >>> 15) ^ key) * Vector512.Create(0x85EBCA77u);
        return bits ^ (bits >>> 13) ^ (bits >>> 22);
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

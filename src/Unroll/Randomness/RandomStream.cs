using Unroll.Kernels.Numerics;
using Unroll.Kernels.Random;

namespace Unroll.Randomness;

/// <summary>
/// Random numbers of one key, one after another; the same on every platform. The key and <see cref="Position"/> are the whole state: a stream that is given
/// both continues with the same numbers. Not for use by several threads at once.
/// </summary>
/// <param name="key">Which numbers.</param>
public sealed class RandomStream(RandomKey key)
{
    const int WordsPerBlock = 4;

    long _position;
    long _block = -1;
    uint _word0;
    uint _word1;
    uint _word2;
    uint _word3;

    /// <summary>The key that the numbers belong to.</summary>
    public RandomKey Key { get; } = key;

    /// <summary>How many 32-bit words have been drawn; set it to continue from there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <summary>32 random bits; one word.</summary>
    public uint NextUInt32()
    {
        long block = _position / WordsPerBlock;
        if (block != _block)
        {
            Philox.Block(Key.Value, (ulong)block, 0, out _word0, out _word1, out _word2, out _word3);
            _block = block;
        }

        return (_position++ % WordsPerBlock) switch
        {
            0 => _word0,
            1 => _word1,
            2 => _word2,
            _ => _word3,
        };
    }

    /// <summary>A multiple of 2⁻²⁴ in [0, 1); one word.</summary>
    public float NextSingle() => (NextUInt32() >> 8) * (1f / (1 << 24));

    /// <summary>A multiple of 2⁻⁵³ in [0, 1); two words.</summary>
    public double NextDouble()
    {
        ulong high = NextUInt32();
        ulong low = NextUInt32();
        return (((high << 32) | low) >> 11) * (1.0 / (1L << 53));
    }

    /// <summary>A whole number in [0, <paramref name="bound"/>), each with the same probability; one word, seldom more.</summary>
    /// <param name="bound">How many numbers there are; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is not positive.</exception>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);

        // Lemire's method: the upper half of word · bound; the few words that would favour some numbers are drawn again.
        ulong product = (ulong)NextUInt32() * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            uint threshold = (uint)-bound % (uint)bound;
            while ((uint)product < threshold) product = (ulong)NextUInt32() * (uint)bound;
        }

        return (int)(product >> 32);
    }

    /// <summary>A number of the standard normal distribution by Box and Muller's transform; four words.</summary>
    public double NextNormal()
    {
        double radius = Math.Sqrt(-2 * PortableMath.Log(1 - NextDouble()));
        return radius * PortableMath.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Numbers as <see cref="NextNormal"/> gives them, many at once.</summary>
    internal void FillNormal(Span<double> numbers)
    {
        long block = _position / WordsPerBlock;
        if (_position % WordsPerBlock == 0 && block + numbers.Length <= uint.MaxValue)
        {
            NormalNumbers.Fill(Key.Value, (uint)block, numbers);
            _position += (long)WordsPerBlock * numbers.Length;
            return;
        }

        foreach (ref double number in numbers)
            number = NextNormal();
    }
}

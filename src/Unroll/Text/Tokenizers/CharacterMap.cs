using System.Buffers.Binary;

namespace Unroll.Text.Tokenizers;

/// <summary>
/// SentencePiece's precompiled normalization: for the longest of its keys that a text begins with, what stands instead. The keys are a double array of Darts:
/// a unit of 32 bits holds a byte to compare, whether a key ends here, and the offset of the units that follow; a unit with its highest bit set is a value.
/// </summary>
sealed class CharacterMap
{
    const uint ValueBit = 1u << 31, KeyEndsBit = 1u << 8, LongOffsetBit = 1u << 9;

    readonly uint[] _units;
    readonly byte[] _texts;

    CharacterMap(uint[] units, byte[] texts) => (_units, _texts) = (units, texts);

    /// <summary>Reads it: the size of the array in bytes, the array, and texts that end in a zero.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static CharacterMap Read(ReadOnlySpan<byte> bytes)
    {
        uint size = bytes.Length < sizeof(uint) ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (size == 0 || size % sizeof(uint) != 0 || size >= bytes.Length - sizeof(uint))
            throw new InvalidDataException($"its normalization map says that it has {size} bytes of keys, of {bytes.Length} in all");
        uint[] units = new uint[size / sizeof(uint)];
        for (int i = 0; i < units.Length; i++)
            units[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(sizeof(uint) * (i + 1))..]);
        byte[] texts = bytes[(sizeof(uint) + (int)size)..].ToArray();
        if (texts[^1] != 0)
            throw new InvalidDataException("its normalization map ends within a text");
        foreach (uint unit in units)
            if ((unit & ValueBit) != 0 && (unit & ~ValueBit) >= texts.Length)
                throw new InvalidDataException($"its normalization map names byte {unit & ~ValueBit} of {texts.Length} bytes of texts");
        return new CharacterMap(units, texts);
    }

    /// <summary>What stands for the longest key at the beginning of a text; length 0 where it begins with none.</summary>
    /// <param name="text">The text in UTF-8.</param>
    /// <param name="replacement">What stands instead, in UTF-8.</param>
    /// <returns>The length of the key in bytes.</returns>
    public int Longest(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> replacement)
    {
        replacement = [];
        int longest = 0;
        uint position = Offset(0);
        for (int i = 0; i < text.Length; i++)
        {
            position ^= text[i];
            // A damaged array can lead outside, and a value can stand where a unit should: neither is a key.
            if (position >= _units.Length || (_units[position] & (ValueBit | 0xFF)) != text[i])
                break;
            uint unit = _units[position];
            position ^= Offset(position);
            if ((unit & KeyEndsBit) != 0 && position < _units.Length && (_units[position] & ValueBit) != 0)
            {
                longest = i + 1;
                ReadOnlySpan<byte> rest = _texts.AsSpan((int)(_units[position] & ~ValueBit));
                replacement = rest[..rest.IndexOf((byte)0)];
            }
        }

        return longest;
    }

    uint Offset(uint position) => (_units[position] >> 10) << ((_units[position] & LongOffsetBit) != 0 ? 8 : 0);
}

using System.Buffers.Binary;
using System.Text;

namespace Unroll.Persistence;

/// <summary>Writes fields of protocol buffers one after another into memory that is used again: nothing is allocated once it is large enough.</summary>
sealed class ProtobufWriter
{
    const int Varint = 0, Fixed64 = 1, LengthDelimited = 2, Fixed32 = 5;

    byte[] _bytes = new byte[1024];

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written from a position on.</summary>
    public Span<byte> From(int start) => _bytes.AsSpan(start, Length - start);

    /// <summary>Forgets everything written.</summary>
    public void Clear() => Length = 0;

    /// <summary>Room for bytes that are not a field.</summary>
    public Span<byte> Append(int count)
    {
        if (Length + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, checked(Length + count)));
        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }

    /// <summary>A field of type double.</summary>
    public void Double(int field, double value)
    {
        Tag(field, Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(Append(sizeof(double)), value);
    }

    /// <summary>A field of type float.</summary>
    public void Single(int field, float value)
    {
        Tag(field, Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(Append(sizeof(float)), value);
    }

    /// <summary>A field of an integer type or an enumeration; zero, the default of all fields, is left out.</summary>
    public void Integer(int field, long value)
    {
        if (value == 0)
            return;
        Tag(field, Varint);
        Number((ulong)value);
    }

    /// <summary>A field of type string or bytes.</summary>
    public void Text(int field, string text)
    {
        Tag(field, LengthDelimited);
        int length = Encoding.UTF8.GetByteCount(text);
        Number((ulong)length);
        Encoding.UTF8.GetBytes(text, Append(length));
    }

    /// <summary>A repeated field of doubles, packed.</summary>
    public void Doubles(int field, ReadOnlySpan<double> values)
    {
        Tag(field, LengthDelimited);
        Number((ulong)values.Length * sizeof(double));
        foreach (double value in values)
            BinaryPrimitives.WriteDoubleLittleEndian(Append(sizeof(double)), value);
    }

    /// <summary>Begins a field that is a message; everything up to <see cref="End"/> belongs to it.</summary>
    /// <returns>What <see cref="End"/> takes.</returns>
    public int Begin(int field)
    {
        Tag(field, LengthDelimited);
        Append(1);
        return Length;
    }

    /// <summary>Ends a message: its length goes before it, and it moves up where the length needs more than the one byte left for it.</summary>
    public void End(int start)
    {
        int length = Length - start, extra = 0;
        for (int rest = length >> 7; rest > 0; rest >>= 7)
            extra++;
        Append(extra);
        _bytes.AsSpan(start, length).CopyTo(_bytes.AsSpan(start + extra));
        int end = Length;
        Length = start - 1;
        Number((ulong)length);
        Length = end;
    }

    void Tag(int field, int type) => Number((ulong)((field << 3) | type));

    /// <summary>Seven bits a byte, the lowest first; the highest bit says that more follow.</summary>
    void Number(ulong value)
    {
        for (; value > 0x7f; value >>= 7)
            Append(1)[0] = (byte)(value | 0x80);
        Append(1)[0] = (byte)value;
    }
}

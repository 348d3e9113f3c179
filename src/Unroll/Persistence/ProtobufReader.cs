using System.Buffers.Binary;

namespace Unroll.Persistence;

/// <summary>Reads the fields of a message of protocol buffers one after another; whatever does not fit is an <see cref="InvalidDataException"/>.</summary>
/// <param name="bytes">The message.</param>
/// <param name="start">Where the message begins in the file, for complaints.</param>
ref struct ProtobufReader(ReadOnlySpan<byte> bytes, int start = 0)
{
    const int Varint = 0, Fixed64 = 1, LengthDelimited = 2, Fixed32 = 5, LongestVarint = 10;

    readonly ReadOnlySpan<byte> _bytes = bytes;
    int _position, _wireType;

    /// <summary>The number of the field that <see cref="Next"/> found.</summary>
    public int Field { get; private set; }

    /// <summary>Where in the file the reader stands.</summary>
    public readonly int Position => start + _position;

    /// <summary>Goes to the next field; no at the end of the message.</summary>
    public bool Next()
    {
        if (_position == _bytes.Length)
            return false;
        ulong tag = ReadVarint();
        (Field, _wireType) = ((int)Math.Min(tag >> 3, int.MaxValue), (int)(tag & 7));
        return Field > 0 ? true : throw Damaged("a field has the number 0");
    }

    /// <summary>The value of a field of a whole number or a flag.</summary>
    public long Integer() => Is(Varint) ? (long)ReadVarint() : 0;

    /// <summary>The value of a field of type float.</summary>
    public float Single() => Is(Fixed32) ? BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float))) : 0;

    /// <summary>The value of a field of text, bytes or a message.</summary>
    public ReadOnlySpan<byte> Bytes() => Is(LengthDelimited) ? Take(ReadVarint()) : [];

    /// <summary>A reader of the value of a field that is a message.</summary>
    public ProtobufReader Message()
    {
        ReadOnlySpan<byte> message = Bytes();
        return new ProtobufReader(message, Position - message.Length);
    }

    /// <summary>Passes over the value of a field.</summary>
    public void Skip()
    {
        if (_wireType == Varint)
            ReadVarint();
        else
            Take(_wireType switch
            {
                Fixed64 => sizeof(ulong),
                Fixed32 => sizeof(uint),
                LengthDelimited => ReadVarint(),
                _ => throw Damaged($"field {Field} is of a type that there is not ({_wireType})"),
            });
    }

    readonly bool Is(int wireType) => _wireType == wireType ? true : throw Damaged($"field {Field} is of another type than expected");

    ulong ReadVarint()
    {
        ulong value = 0;
        for (int i = 0; i < LongestVarint; i++)
        {
            if (_position == _bytes.Length)
                throw Damaged("it ends within a number");
            byte part = _bytes[_position++];
            value |= (ulong)(part & 0x7F) << (7 * i);
            if (part < 0x80)
                return value;
        }

        throw Damaged("a number has more than ten bytes");
    }

    ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)(_bytes.Length - _position))
            throw Damaged($"a field of {length} bytes is longer than the {_bytes.Length - _position} bytes that are left");
        ReadOnlySpan<byte> taken = _bytes.Slice(_position, (int)length);
        _position += (int)length;
        return taken;
    }

    readonly InvalidDataException Damaged(string what) => new($"damaged at byte {Position}: {what}");
}

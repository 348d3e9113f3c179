using System.Buffers;
using System.Text;

namespace Unroll.Peers;

/// <summary>A message of Protocol Buffers that is written field by field.</summary>
sealed class ProtoMessage
{
    const int Varint = 0, LengthDelimited = 2;

    readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>A whole number, not negative but for −1 and the like, which take ten bytes.</summary>
    public ProtoMessage Integer(int field, long value)
    {
        Write(((ulong)field << 3) | Varint);
        Write((ulong)value);
        return this;
    }

    public ProtoMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtoMessage Message(int field, ProtoMessage message) => Bytes(field, message._bytes.WrittenSpan);

    public ProtoMessage Bytes(int field, ReadOnlySpan<byte> value)
    {
        Write(((ulong)field << 3) | LengthDelimited);
        Write((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    public byte[] ToBytes() => _bytes.WrittenSpan.ToArray();

    /// <summary>Seven bits a byte, the lowest first; the eighth says that more follow.</summary>
    void Write(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Write([(byte)(value | 0x80)]);
        _bytes.Write([(byte)value]);
    }
}

using System.Buffers.Binary;
using System.Text;
using Unroll.Persistence;

namespace Unroll.Studies.Runs;

/// <summary>Reads numbers by step back from TensorBoard's event files: records of protobuf, each with its length and checksums.</summary>
static class EventScalars
{
    const int HeaderLength = 12, ChecksumLength = 4;
    const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;

    /// <summary>The numbers of a tag, in the order of their steps; of a step that is there twice, the last one.</summary>
    /// <param name="folder">Where the event files are.</param>
    /// <param name="tag">What they are: "batch_loss".</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static IReadOnlyList<(long Step, double Value)> Read(string folder, string tag)
    {
        var values = new SortedDictionary<long, double>();
        byte[] name = Encoding.UTF8.GetBytes(tag);
        foreach (string path in Directory.GetFiles(folder, "events.out.tfevents.*").Order(StringComparer.Ordinal))
        {
            // What a killed run left half written ends the file.
            ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
            while (Record(ref rest, out ReadOnlySpan<byte> record))
                Add(values, record, name);
        }

        return [.. values.Select(pair => (pair.Key, pair.Value))];
    }

    static bool Record(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> record)
    {
        record = default;
        if (rest.Length < HeaderLength + ChecksumLength)
            return false;
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(rest);
        if (length > (ulong)(rest.Length - HeaderLength - ChecksumLength))
            return false;
        record = rest.Slice(HeaderLength, (int)length);
        bool isWhole = BinaryPrimitives.ReadUInt32LittleEndian(rest[(HeaderLength + record.Length)..]) == MaskedCrc32C.Of(record);
        rest = rest[(HeaderLength + record.Length + ChecksumLength)..];
        return isWhole;
    }

    /// <summary>Event: 2 is the step, 5 the summary; Summary: 1 is a value; Value: 1 is its tag, 2 the number.</summary>
    static void Add(SortedDictionary<long, double> values, ReadOnlySpan<byte> record, ReadOnlySpan<byte> tag)
    {
        long step = 0;
        while (Field(ref record, out int field, out ulong number, out ReadOnlySpan<byte> summary))
        {
            if (field == 2)
                step = (long)number;
            while (field == 5 && Field(ref summary, out int part, out _, out ReadOnlySpan<byte> value))
            {
                bool isMeant = false;
                while (part == 1 && Field(ref value, out int place, out ulong bits, out ReadOnlySpan<byte> text))
                {
                    isMeant |= place == 1 && text.SequenceEqual(tag);
                    if (place == 2 && isMeant)
                        values[step] = BitConverter.UInt32BitsToSingle((uint)bits);
                }
            }
        }
    }

    /// <summary>The next field of a message: its number, and a number or bytes.</summary>
    static bool Field(ref ReadOnlySpan<byte> message, out int field, out ulong number, out ReadOnlySpan<byte> bytes)
    {
        (field, number) = (0, 0);
        bytes = default;
        if (message.IsEmpty)
            return false;
        ulong key = Integer(ref message);
        field = (int)(key >> 3);
        switch ((int)(key & 7))
        {
            case Varint:
                number = Integer(ref message);
                return true;
            case Fixed64:
                number = BinaryPrimitives.ReadUInt64LittleEndian(message);
                message = message[sizeof(ulong)..];
                return true;
            case Fixed32:
                number = BinaryPrimitives.ReadUInt32LittleEndian(message);
                message = message[sizeof(uint)..];
                return true;
            case Bytes:
                int length = (int)Integer(ref message);
                bytes = message[..length];
                message = message[length..];
                return true;
            default:
                return false;
        }
    }

    static ulong Integer(ref ReadOnlySpan<byte> message)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = message[0];
            message = message[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}

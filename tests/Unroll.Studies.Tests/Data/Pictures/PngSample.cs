using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Unroll.Studies.Tests.Data.Pictures;

/// <summary>Bytes of PNG files.</summary>
static class PngSample
{
    static readonly byte[] s_signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Colour is 0 grey, 2 colour, 3 palette, 4 grey with opacity, 6 colour with opacity; a line is its filter and the filtered bytes.</summary>
    public static byte[] Create(int columns, int rows, byte colour, byte[][] lines, byte[]? palette = null, byte bits = 8, byte interlace = 0,
        byte[]? transparency = null, params (string Name, byte[] Content)[] others)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            foreach (byte[] line in lines)
                stream.Write(line);
        return
        [
            .. s_signature, .. Chunk("IHDR", [.. Number(columns), .. Number(rows), bits, colour, 0, 0, interlace]),
            .. others.SelectMany(other => Chunk(other.Name, other.Content)), .. palette is null ? [] : Chunk("PLTE", palette),
            .. transparency is null ? [] : Chunk("tRNS", transparency), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", []),
        ];
    }

    static byte[] Chunk(string name, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. content], checksum = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Crc32.HashToUInt32(named));
        return [.. Number(content.Length), .. named, .. checksum];
    }

    static byte[] Number(int number)
    {
        byte[] bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}

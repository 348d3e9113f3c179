using System.Buffers.Binary;
using System.Text;

namespace Unroll.Tests.Persistence;

/// <summary>Safetensors files put together by hand, as other programs would write them or as nobody should.</summary>
static class SafetensorsBytes
{
    public static byte[] Create(string json, params byte[] data) => Create(Encoding.UTF8.GetBytes(json), data);

    public static byte[] Create(byte[] header, byte[] data)
    {
        byte[] prefix = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        return [.. prefix, .. header, .. data];
    }

    /// <summary>The header of a file, as text.</summary>
    public static string HeaderOf(byte[] file) => Encoding.UTF8.GetString(file, 8, (int)BinaryPrimitives.ReadUInt64LittleEndian(file));

    /// <summary>What follows the header.</summary>
    public static byte[] DataOf(byte[] file) => file[(8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(file))..];
}

using System.Buffers.Binary;
using System.Numerics;

namespace Unroll.Persistence;

/// <summary>
/// The checksum of TFRecord files: CRC-32C (Castagnoli), rotated and shifted so that a checksum of data that hold checksums stays a good one.
/// </summary>
static class MaskedCrc32C
{
    const uint Mask = 0xa282ead8;

    /// <summary>((crc ≫ 15) | (crc ≪ 17)) + 0xa282ead8.</summary>
    public static uint Of(ReadOnlySpan<byte> data) => BitOperations.RotateRight(Plain(data), 15) + Mask;

    /// <summary>CRC-32C itself.</summary>
    public static uint Plain(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        foreach (byte value in data)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }
}

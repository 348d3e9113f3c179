using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Unroll.Persistence;

/// <summary>The checksum of a file, written and verified; <see cref="SafetensorsWriter"/> describes the scheme.</summary>
static class SafetensorsChecksum
{
    /// <summary>Announces the checksum, so that damage to the key of the checksum itself does not pass for a file without one.</summary>
    public const string AlgorithmKey = "unroll.checksum";

    public const string Algorithm = "sha256";
    public const string DigestKey = "unroll.sha256";

    /// <summary>Whether a key of the metadata is the checksum's own.</summary>
    public static bool IsReserved(string key) => key is AlgorithmKey or DigestKey;

    /// <summary>What stands in the place of the digest while it is computed.</summary>
    public static string Blank { get; } = new('0', 2 * SHA256.HashSizeInBytes);

    /// <summary>The range of the digest's 64 digits in the header; an empty range when they are not there in the writer's spelling.</summary>
    public static Range FindDigits(ReadOnlySpan<byte> header)
    {
        // Quotes inside strings are escaped, so this sequence can only be the key with its value.
        ReadOnlySpan<byte> key = "\"unroll.sha256\":\""u8;
        int start = header.IndexOf(key) + key.Length;
        int end = start + Blank.Length;
        return start >= key.Length && end < header.Length && header[end] == (byte)'"' ? start..end : default;
    }

    /// <summary>Whether the digest matches; reads the data part through a small buffer and leaves the header as it was.</summary>
    public static bool Matches(string digest, byte[] header, SafeFileHandle file, long dataOffset)
    {
        Range digits = FindDigits(header);
        Span<byte> place = header.AsSpan(digits);
        if (place.Length != digest.Length || !Ascii.Equals(place, digest)) return false;

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        place.Fill((byte)'0');
        hash.AppendData(header);
        Encoding.ASCII.GetBytes(digest, place);

        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 18);
        int read;
        for (long offset = dataOffset; (read = RandomAccess.Read(file, buffer, offset)) > 0; offset += read) hash.AppendData(buffer, 0, read);
        ArrayPool<byte>.Shared.Return(buffer);
        return Convert.ToHexStringLower(hash.GetHashAndReset()) == digest;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Unroll.Persistence;

/// <summary>Elements as they lie in a safetensors file, little-endian, to and from the library's own types.</summary>
static class SafetensorsElements
{
    /// <summary>Turns stored bytes, which it may overwrite, into elements.</summary>
    public delegate void Decoder<T>(Span<byte> stored, Span<T> elements);

    /// <summary>How floats are read from a type, or null where they cannot be.</summary>
    public static Decoder<float>? FloatDecoder(string dataType) => dataType switch
    {
        SafetensorsDataType.Float32 => DecodeFloat32,
        SafetensorsDataType.Float64 => DecodeFloat64,
        SafetensorsDataType.Float16 => DecodeFloat16,
        SafetensorsDataType.BFloat16 => DecodeBFloat16,
        _ => null,
    };

    /// <summary>How integers are read from a type, or null where they cannot be.</summary>
    public static Decoder<long>? Int64Decoder(string dataType) => dataType switch
    {
        SafetensorsDataType.Int64 => DecodeInt64,
        SafetensorsDataType.Int32 => DecodeInt32,
        _ => null,
    };

    static void DecodeFloat32(Span<byte> stored, Span<float> elements) => Native<float>(stored).CopyTo(elements);

    static void DecodeFloat64(Span<byte> stored, Span<float> elements)
    {
        ReadOnlySpan<double> doubles = Native<double>(stored);
        for (int i = 0; i < elements.Length; i++) elements[i] = (float)doubles[i];
    }

    static void DecodeFloat16(Span<byte> stored, Span<float> elements)
    {
        ReadOnlySpan<Half> halves = Native<Half>(stored);
        for (int i = 0; i < elements.Length; i++) elements[i] = (float)halves[i];
    }

    // A bfloat16 is the upper half of a float.
    static void DecodeBFloat16(Span<byte> stored, Span<float> elements)
    {
        ReadOnlySpan<ushort> halves = Native<ushort>(stored);
        for (int i = 0; i < elements.Length; i++) elements[i] = BitConverter.UInt32BitsToSingle((uint)halves[i] << 16);
    }

    static void DecodeInt64(Span<byte> stored, Span<long> elements) => Native<long>(stored).CopyTo(elements);

    static void DecodeInt32(Span<byte> stored, Span<long> elements)
    {
        ReadOnlySpan<int> integers = Native<int>(stored);
        for (int i = 0; i < elements.Length; i++) elements[i] = integers[i];
    }

    /// <summary>Writes elements in the file's byte order.</summary>
    public static void Encode<T>(ReadOnlySpan<T> elements, Span<byte> stored) where T : unmanaged
    {
        ReadOnlySpan<byte> native = MemoryMarshal.AsBytes(elements);
        native.CopyTo(stored);
        _ = Native<T>(stored[..native.Length]);
    }

    // The bytes in the processor's order: as they are nearly everywhere, turned round in place on a big-endian machine.
    static ReadOnlySpan<T> Native<T>(Span<byte> stored) where T : unmanaged
    {
        if (!BitConverter.IsLittleEndian)
        {
            int size = Unsafe.SizeOf<T>();
            for (int i = 0; i < stored.Length; i += size) stored.Slice(i, size).Reverse();
        }

        return MemoryMarshal.Cast<byte, T>(stored);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Unroll.Persistence;

/// <summary>Elements as they lie in a safetensors file, little-endian, to and from the library's own types.</summary>
static class SafetensorsElements
{
    /// <summary>Turns stored bytes, which it may overwrite, into as many elements.</summary>
    public delegate void Decoder<T>(Span<byte> stored, Span<T> elements);

    /// <summary>How floats are read from a type, or null where they cannot be.</summary>
    public static Decoder<float>? FloatDecoder(string dataType) => dataType switch
    {
        SafetensorsDataType.Float32 => static (stored, elements) => Native<float>(stored).CopyTo(elements),
        SafetensorsDataType.Float64 => static (stored, elements) =>
        {
            ReadOnlySpan<double> doubles = Native<double>(stored);
            for (int i = 0; i < elements.Length; i++) elements[i] = (float)doubles[i];
        },
        SafetensorsDataType.Float16 => static (stored, elements) =>
        {
            ReadOnlySpan<Half> halves = Native<Half>(stored);
            for (int i = 0; i < elements.Length; i++) elements[i] = (float)halves[i];
        },
        SafetensorsDataType.BFloat16 => static (stored, elements) =>
        {
            // A bfloat16 is the upper half of a float.
            ReadOnlySpan<ushort> halves = Native<ushort>(stored);
            for (int i = 0; i < elements.Length; i++) elements[i] = BitConverter.UInt32BitsToSingle((uint)halves[i] << 16);
        },
        _ => null,
    };

    /// <summary>How integers are read from a type, or null where they cannot be.</summary>
    public static Decoder<long>? Int64Decoder(string dataType) => dataType switch
    {
        SafetensorsDataType.Int64 => static (stored, elements) => Native<long>(stored).CopyTo(elements),
        SafetensorsDataType.Int32 => static (stored, elements) =>
        {
            ReadOnlySpan<int> integers = Native<int>(stored);
            for (int i = 0; i < elements.Length; i++) elements[i] = integers[i];
        },
        _ => null,
    };

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

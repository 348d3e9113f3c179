using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Unroll.Persistence;

/// <summary>
/// Writes a safetensors file (huggingface/safetensors): tensors and notes are gathered first, then written in one go that either replaces the target
/// or leaves it as it was. The same contents give the same bytes, in whatever order they were added.
/// </summary>
/// <remarks>
/// <para>The header is padded with spaces to a multiple of 8; wider types come first, then names in the order of their UTF-8 bytes, as the format's own
/// writer does. All numbers are little-endian.</para>
/// <para>Checksum: the metadata gets <c>"unroll.checksum":"sha256"</c> and <c>"unroll.sha256":"D"</c>, where D is 64 lower-case hexadecimal digits, the
/// SHA-256 of the header's bytes (padding included, length prefix not) with those 64 digits taken as '0', followed by all bytes of data. Other readers
/// see two more notes; <see cref="SafetensorsFile"/> verifies and hides them.</para>
/// </remarks>
/// <example>
/// <code>
/// var writer = new SafetensorsWriter();
/// writer.Metadata["step"] = "17";
/// writer.Add("dense.kernel", [256, 65], kernel);
/// writer.Write("last.safetensors");
/// </code>
/// </example>
public sealed class SafetensorsWriter
{
    const int ChunkLength = 1 << 16;

    static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly List<Entry> _entries = [];
    readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Whether the file has a checksum; without it, the bytes are those that the format's own writer gives.</summary>
    internal bool HasChecksum { get; init; } = true;

    /// <summary>The file's own notes, text to text.</summary>
    public IDictionary<string, string> Metadata { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Adds a tensor of floats (F32).</summary>
    /// <param name="name">A name that no other tensor of the file has.</param>
    /// <param name="shape">The dimensions, slowest first; empty for a scalar.</param>
    /// <param name="values">Row-major, the product of the dimensions in number; read by <see cref="Write"/>, not copied here.</param>
    /// <exception cref="ArgumentException">The name is taken, reserved or not valid Unicode, or the shape does not fit the values.</exception>
    public void Add(string name, ReadOnlySpan<int> shape, ReadOnlyMemory<float> values) =>
        Add(name, shape, SafetensorsDataType.Float32, sizeof(float), values);

    /// <summary>Adds a tensor of integers (I64).</summary>
    /// <inheritdoc cref="Add(string, ReadOnlySpan{int}, ReadOnlyMemory{float})" path="/param|/exception"/>
    public void Add(string name, ReadOnlySpan<int> shape, ReadOnlyMemory<long> values) =>
        Add(name, shape, SafetensorsDataType.Int64, sizeof(long), values);

    void Add<T>(string name, ReadOnlySpan<int> shape, string dataType, int elementSize, ReadOnlyMemory<T> values) where T : unmanaged
    {
        byte[] sortKey = s_strictUtf8.GetBytes(name);
        if (name == SafetensorsHeader.MetadataKey) throw new ArgumentException($"'{name}' is the format's own name; give the tensor another", nameof(name));
        long count = CountElements(shape);
        if (count != values.Length)
            throw new ArgumentException($"a shape of {count} elements does not fit the {values.Length} values of tensor '{name}'", nameof(shape));
        if (!_names.Add(name)) throw new ArgumentException($"there is a tensor '{name}' already; give each its own name", nameof(name));
        _entries.Add(new Entry(name, sortKey, shape.ToArray(), dataType, elementSize, values.Length,
            (start, stored) => SafetensorsElements.Encode(values.Span.Slice(start, stored.Length / elementSize), stored)));
    }

    // Stops before the product overflows, also where a later dimension is 0: readers refuse such shapes, and no values fit what is returned.
    static long CountElements(ReadOnlySpan<int> shape)
    {
        long count = 1;
        foreach (int dimension in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(dimension, nameof(shape));
            if (Math.BigMul(count, (long)dimension) > long.MaxValue) return long.MaxValue;
            count *= dimension;
        }

        return count;
    }

    /// <summary>Writes the file. Whatever goes wrong on the way, an older file at <paramref name="path"/> is left as it was.</summary>
    /// <param name="path">The file to create or replace; its folder must exist.</param>
    /// <param name="cancellationToken">Stops the writing between two pieces of data.</param>
    /// <exception cref="ArgumentException">The metadata uses a key of the checksum or is not valid Unicode.</exception>
    /// <exception cref="InvalidOperationException">The header would be longer than the 100,000,000 bytes that the format allows.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="IOException">The file cannot be written, or is larger than the file system or a limit of the user allows.</exception>
    public void Write(string path, CancellationToken cancellationToken = default)
    {
        try
        {
            WriteFile(path, cancellationToken);
        }
        catch (ArgumentOutOfRangeException error) when (error.ParamName == "value")
        {
            // So .NET reports EFBIG.
            throw new IOException($"{path}: the file is too large for the file system or for a limit of the user", error);
        }
    }

    void WriteFile(string path, CancellationToken cancellationToken)
    {
        _entries.Sort(static (left, right) =>
            left.ElementSize != right.ElementSize ? right.ElementSize.CompareTo(left.ElementSize) : left.SortKey.AsSpan().SequenceCompareTo(right.SortKey));
        byte[] header = CreateHeader();

        using var file = new AtomicFile(path);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        WriteHeader(file.Stream, header);
        hash.AppendData(header);
        WriteData(file.Stream, hash, cancellationToken);

        // The digest is known only now: put it where the zeros are.
        if (HasChecksum)
        {
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()), header.AsSpan(SafetensorsChecksum.FindDigits(header)));
            file.Stream.Position = 0;
            WriteHeader(file.Stream, header);
        }

        file.Commit();
    }

    static void WriteHeader(Stream stream, byte[] header)
    {
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
    }

    void WriteData(Stream stream, IncrementalHash hash, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkLength * sizeof(long));
        foreach (Entry entry in _entries)
        {
            for (int start = 0; start < entry.Count; start += ChunkLength)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Span<byte> stored = buffer.AsSpan(0, Math.Min(ChunkLength, entry.Count - start) * entry.ElementSize);
                entry.Encode(start, stored);
                hash.AppendData(stored);
                stream.Write(stored);
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    byte[] CreateHeader()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteMetadata(json);
            long offset = 0;
            foreach (Entry entry in _entries)
            {
                json.WriteStartObject(entry.Name);
                json.WriteString("dtype", entry.DataType);
                json.WriteStartArray("shape");
                foreach (int dimension in entry.Shape) json.WriteNumberValue(dimension);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += (long)entry.Count * entry.ElementSize);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        int padding = -bytes.WrittenCount & 7;
        bytes.GetSpan(8)[..padding].Fill((byte)' ');
        bytes.Advance(padding);
        return bytes.WrittenCount <= SafetensorsHeader.MaximumLength
            ? bytes.WrittenSpan.ToArray()
            : throw new InvalidOperationException($"the header takes {bytes.WrittenCount} bytes; safetensors allows at most {SafetensorsHeader.MaximumLength}");
    }

    void RequireFreeKeys()
    {
        if (Metadata.Keys.FirstOrDefault(SafetensorsChecksum.IsReserved) is { } taken)
            throw new ArgumentException($"the metadata '{taken}' is written by the writer itself; choose another key", nameof(Metadata));
    }

    void WriteMetadata(Utf8JsonWriter json)
    {
        json.WriteStartObject(SafetensorsHeader.MetadataKey);
        RequireFreeKeys();
        foreach ((string key, string value) in Metadata)
            json.WriteString(s_strictUtf8.GetBytes(key), s_strictUtf8.GetBytes(value));

        if (HasChecksum)
        {
            json.WriteString(SafetensorsChecksum.AlgorithmKey, SafetensorsChecksum.Algorithm);
            json.WriteString(SafetensorsChecksum.DigestKey, SafetensorsChecksum.Blank);
        }

        json.WriteEndObject();
    }

    /// <summary>One tensor to be written; <c>Encode</c> turns the elements from a start on into the bytes it is given.</summary>
    sealed record Entry(string Name, byte[] SortKey, int[] Shape, string DataType, int ElementSize, int Count, Action<int, Span<byte>> Encode);
}

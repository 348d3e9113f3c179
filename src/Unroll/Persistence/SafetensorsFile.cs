using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace Unroll.Persistence;

/// <summary>
/// A safetensors file open for reading. <see cref="Open"/> checks all of it; afterwards tensors are read one by one straight into the caller's memory,
/// so nothing is held twice.
/// </summary>
/// <remarks>
/// Reads any file of the format (huggingface/safetensors), written by any program. Where <see cref="SafetensorsWriter"/> left its checksum, it is verified.
/// Reading is safe from several threads. The file may be replaced by a rename meanwhile: this object goes on with the one that it opened.
/// </remarks>
public sealed class SafetensorsFile : IDisposable
{
    const int LengthPrefix = sizeof(ulong);
    const int BufferLength = 1 << 18;

    readonly SafeFileHandle _handle;
    readonly long _dataOffset;
    readonly Dictionary<string, SafetensorsTensor> _tensorsByName = new(StringComparer.Ordinal);

    SafetensorsFile(string path, SafeFileHandle handle, long dataOffset, SafetensorsHeader header, bool hasChecksum)
    {
        FilePath = path;
        _handle = handle;
        _dataOffset = dataOffset;
        Metadata = header.Metadata;
        Tensors = header.Tensors;
        HasChecksum = hasChecksum;
        foreach (SafetensorsTensor tensor in header.Tensors) _tensorsByName.Add(tensor.Name, tensor);
    }

    /// <summary>The path that the file was opened under.</summary>
    public string FilePath { get; }

    /// <summary>The file's own notes, without the two keys of the checksum.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>Whether the file carries the writer's checksum, and so is known to be undamaged.</summary>
    public bool HasChecksum { get; }

    /// <summary>Opens a file and checks its header, its length and, where there is one, its checksum.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or not safetensors; the message is one line: path, defect, what would be right.</exception>
    public static SafetensorsFile Open(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"{path}: no such file; a safetensors file is needed", path);
        // Shared for deletion, so that a writer can rename a new file over this one on every platform.
        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        try
        {
            byte[] json = ReadHeader(path, handle);
            long dataOffset = LengthPrefix + json.Length;
            SafetensorsHeader header = SafetensorsHeader.Parse(path, json, RandomAccess.GetLength(handle) - dataOffset);
            bool hasChecksum = VerifyChecksum(path, header.Metadata, json, handle, dataOffset);
            return new SafetensorsFile(path, handle, dataOffset, header, hasChecksum);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    static byte[] ReadHeader(string path, SafeFileHandle handle)
    {
        long fileLength = RandomAccess.GetLength(handle);
        Span<byte> prefix = stackalloc byte[LengthPrefix];
        if (fileLength < LengthPrefix || RandomAccess.Read(handle, prefix, 0) < LengthPrefix)
            throw new InvalidDataException($"{path}: {fileLength} bytes; a safetensors file begins with {LengthPrefix} that say how long its header is");

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > SafetensorsHeader.MaximumLength)
            throw new InvalidDataException($"{path}: a header of {length} bytes is announced; safetensors allows at most {SafetensorsHeader.MaximumLength}");
        long rest = fileLength - LengthPrefix;
        if ((long)length > rest)
            throw new InvalidDataException($"{path}: a header of {length} bytes is announced, {rest} follow; the file was cut short or is not safetensors");

        byte[] header = new byte[length];
        ReadExactly(path, handle, header, LengthPrefix);
        return header;
    }

    // Removes the checksum's keys from the metadata on the way: they speak of the file, not of its contents.
    static bool VerifyChecksum(string path, Dictionary<string, string> metadata, byte[] header, SafeFileHandle handle, long dataOffset)
    {
        bool announced = metadata.Remove(SafetensorsChecksum.AlgorithmKey, out string? algorithm);
        bool present = metadata.Remove(SafetensorsChecksum.DigestKey, out string? digest);
        if (!announced && !present) return false;

        const string Advice = "restore an undamaged copy, or, if another program rewrote the file, have it drop 'unroll.checksum' and 'unroll.sha256'";
        if (!present || algorithm != SafetensorsChecksum.Algorithm)
            throw new InvalidDataException($"{path}: the metadata announces a checksum but does not hold a SHA-256; {Advice}");
        if (!SafetensorsChecksum.Matches(digest!, header, handle, dataOffset))
            throw new InvalidDataException($"{path}: the contents do not match their SHA-256; {Advice}");
        return true;
    }

    /// <summary>Finds a tensor by name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out SafetensorsTensor? tensor) => _tensorsByName.TryGetValue(name, out tensor);

    /// <summary>Reads a tensor of F32, or of F16, BF16 or F64 converted to the nearest float.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="destination">Row-major, as long as the tensor has elements.</param>
    /// <exception cref="KeyNotFoundException">The file has no such tensor.</exception>
    /// <exception cref="ArgumentException">The destination has another length than the tensor.</exception>
    /// <exception cref="InvalidDataException">The tensor has another type, or the file was cut short since it was opened.</exception>
    public void Read(string name, Span<float> destination)
    {
        SafetensorsTensor tensor = Find(name, destination.Length, nameof(destination));
        Read(tensor, destination, SafetensorsElements.FloatDecoder(tensor.DataType) ?? throw Mismatch(tensor, "floats are read from F32, F16, BF16 or F64"));
    }

    /// <summary>Reads a tensor of I64 or I32.</summary>
    /// <inheritdoc cref="Read(string, Span{float})" path="/param|/exception"/>
    public void ReadInt64(string name, Span<long> destination)
    {
        SafetensorsTensor tensor = Find(name, destination.Length, nameof(destination));
        Read(tensor, destination, SafetensorsElements.Int64Decoder(tensor.DataType) ?? throw Mismatch(tensor, "integers are read from I64 or I32"));
    }

    SafetensorsTensor Find(string name, int length, string argument)
    {
        if (!TryGet(name, out SafetensorsTensor? tensor)) throw new KeyNotFoundException($"{FilePath}: no tensor {SafetensorsHeader.Quote(name)}");
        return tensor.Count == length
            ? tensor
            : throw new ArgumentException(
                $"{FilePath}: tensor {SafetensorsHeader.Quote(name)} has {tensor.Count} elements; room was given for {length}", argument);
    }

    InvalidDataException Mismatch(SafetensorsTensor tensor, string rule) =>
        new($"{FilePath}: tensor {SafetensorsHeader.Quote(tensor.Name)} is {tensor.DataType}; {rule}");

    void Read<T>(SafetensorsTensor tensor, Span<T> destination, SafetensorsElements.Decoder<T> decode)
    {
        if (destination.IsEmpty) return;
        int elementSize = (int)((tensor.End - tensor.Begin) / tensor.Count);
        long offset = _dataOffset + tensor.Begin;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        while (!destination.IsEmpty)
        {
            int count = Math.Min(destination.Length, BufferLength / elementSize);
            Span<byte> stored = buffer.AsSpan(0, count * elementSize);
            ReadExactly(FilePath, _handle, stored, offset);
            decode(stored, destination[..count]);
            destination = destination[count..];
            offset += stored.Length;
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    static void ReadExactly(string path, SafeFileHandle handle, Span<byte> destination, long offset)
    {
        while (!destination.IsEmpty)
        {
            int read = RandomAccess.Read(handle, destination, offset);
            if (read == 0) throw new InvalidDataException($"{path}: the file ends at byte {offset}; it was cut short while it was open");
            destination = destination[read..];
            offset += read;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _handle.Dispose();
}

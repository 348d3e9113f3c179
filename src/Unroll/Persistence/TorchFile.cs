using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Numerics;

namespace Unroll.Persistence;

/// <summary>
/// A file of PyTorch's <c>torch.save(model.state_dict(), path)</c> open for reading, of the zip form (since 1.6) or the one before: <c>pytorch_model.bin</c>,
/// <c>.pt</c>, <c>.pth</c>. Only weights are read, and nothing in the file is ever run. Tensors are read one by one straight into the caller's memory.
/// </summary>
/// <remarks>Reading is safe from several threads.</remarks>
public sealed class TorchFile : IDisposable
{
    const int BufferLength = 1 << 18;
    const int MostPickleBytes = 1 << 26;
    const int MostDepth = 16;

    /// <summary>What the form before 1.6 begins with, as a pickle.</summary>
    static readonly BigInteger s_magic = (new BigInteger(0x1950) << 64) + 0xa86a20f9469cfc6cUL;

    readonly FileStream _stream;
    readonly Lock _reading = new();
    readonly List<TorchTensor> _tensors = [];
    readonly Dictionary<string, TorchTensor> _byName = new(StringComparer.Ordinal);
    readonly Dictionary<string, long> _offsets = new(StringComparer.Ordinal);
    readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    ZipArchive? _archive;

    TorchFile(string path, FileStream stream) => (FilePath, _stream) = (path, stream);

    /// <summary>The path that the file was opened under.</summary>
    public string FilePath { get; }

    /// <summary>The tensors in the order of the file.</summary>
    public IReadOnlyList<TorchTensor> Tensors => _tensors;

    /// <summary>Opens a file and checks that every tensor that it names is there.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or holds more than weights; the message is one line that names it.</exception>
    public static TorchFile Open(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: no such file; a file of PyTorch is needed", path);
        var file = new TorchFile(path, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete));
        try
        {
            Span<byte> start = stackalloc byte[2];
            int read = file._stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            file._stream.Position = 0;
            object? saved = start[..read] switch
            {
                [(byte)'P', (byte)'K'] => file.OpenZip(),
                [0x80, _] => file.OpenOldForm(),
                _ => throw file.Fault("neither a zip nor a pickle; a file of torch.save begins with either"),
            };
            file.Add(saved, "", 0);
            return file._tensors.Count > 0 ? file : throw file.Fault("there is no tensor in it; save the model's state_dict()");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Finds a tensor by name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out TorchTensor? tensor) => _byName.TryGetValue(name, out tensor);

    /// <summary>Reads a tensor of F32, or of F16, BF16 or F64 converted to the nearest float.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="destination">Row-major, as long as the tensor has elements.</param>
    /// <exception cref="KeyNotFoundException">The file has no such tensor.</exception>
    /// <exception cref="ArgumentException">The destination has another length than the tensor.</exception>
    /// <exception cref="InvalidDataException">The tensor has another type, or the file was cut short since it was opened.</exception>
    public void Read(string name, Span<float> destination)
    {
        if (!TryGet(name, out TorchTensor? tensor))
            throw new KeyNotFoundException($"{FilePath}: no tensor {SafetensorsHeader.Quote(name)}");
        if (tensor.Count != destination.Length)
            throw new ArgumentException(
                $"{FilePath}: tensor {SafetensorsHeader.Quote(name)} has {tensor.Count} elements; room was given for {destination.Length}",
                nameof(destination));
        SafetensorsElements.Decoder<float> decode = SafetensorsElements.FloatDecoder(tensor.DataType)
            ?? throw Fault($"tensor {SafetensorsHeader.Quote(name)} is {tensor.DataType}; floats are read from F32, F16, BF16 or F64");
        if (destination.IsEmpty)
            return;
        if (tensor.IsContiguous)
        {
            Read(tensor.Storage, tensor.Offset, destination, decode);
            return;
        }

        if (tensor.End - tensor.Offset > Array.MaxLength)
            throw Fault($"tensor {SafetensorsHeader.Quote(name)} lies scattered over {tensor.End - tensor.Offset} elements; save it as .contiguous()");
        float[] window = new float[(int)(tensor.End - tensor.Offset)];
        Read(tensor.Storage, tensor.Offset, window, decode);
        Gather(tensor, window, destination);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _archive?.Dispose();
        _stream.Dispose();
    }

    object? OpenZip()
    {
        try
        {
            _archive = new ZipArchive(_stream, ZipArchiveMode.Read, leaveOpen: true);
            ZipArchiveEntry pickle = _archive.Entries.FirstOrDefault(entry => entry.Name == "data.pkl")
                ?? throw Fault("the zip has no data.pkl; torch.save writes one, torch.jit.save does not hold weights in this form");
            string folder = pickle.FullName[..^pickle.Name.Length];
            if (_archive.GetEntry(folder + "byteorder") is { } order && Bytes(order, 16) is not [(byte)'l', ..])
                throw Fault("the weights are in big-endian order; save them on a little-endian machine");
            var reader = new PickleReader(Bytes(pickle, MostPickleBytes), FilePath);
            object? saved = reader.Read();
            foreach (TorchStorage storage in reader.Storages.Values)
            {
                string shown = SafetensorsHeader.Quote(storage.Key);
                ZipArchiveEntry entry = _archive.GetEntry($"{folder}data/{storage.Key}") ?? throw Fault($"the storage {shown} is not in the zip");
                Int128 needed = (Int128)storage.Count * storage.ElementSize;
                if (entry.Length != needed)
                    throw Fault($"the storage {shown} has {entry.Length} bytes; {storage.Count} {storage.DataType} need {needed}");
                _entries.Add(storage.Key, entry);
            }

            return saved;
        }
        catch (InvalidDataException exception) when (!exception.Message.StartsWith(FilePath, StringComparison.Ordinal))
        {
            throw Damaged(exception);
        }
    }

    /// <summary>A magic number, a version, notes on the machine, the weights and the list of storages, all pickles; then the storages.</summary>
    object? OpenOldForm()
    {
        byte[] start = new byte[Math.Min(_stream.Length, MostPickleBytes)];
        _stream.ReadExactly(start);
        var reader = new PickleReader(start, FilePath);
        if (reader.Read() is not BigInteger magic || magic != s_magic)
            throw Fault("a pickle, but not one of torch.save");
        _ = reader.Read();
        if (reader.Read() is not PickleDictionary notes || notes.Items.Contains(("little_endian", false)))
            throw Fault("the weights are in big-endian order; save them on a little-endian machine");
        object? saved = reader.Read();
        if (reader.Read() is not List<object?> keys)
            throw Fault("the list of storages is not there");
        long position = reader.Position;
        Span<byte> count = stackalloc byte[sizeof(long)];
        foreach (string key in keys.OfType<string>())
        {
            if (!reader.Storages.TryGetValue(key, out TorchStorage? storage))
                throw Fault($"the storage {SafetensorsHeader.Quote(key)} belongs to no tensor");
            _stream.Position = position;
            if (_stream.ReadAtLeast(count, count.Length, throwOnEndOfStream: false) < count.Length
                || ((Int128)storage.Count * storage.ElementSize) + position + count.Length > _stream.Length)
                throw Fault($"the file ends within the storage {SafetensorsHeader.Quote(key)}; it was cut short");
            if (BinaryPrimitives.ReadInt64LittleEndian(count) != storage.Count)
                throw Fault($"the storage {SafetensorsHeader.Quote(key)} has {BinaryPrimitives.ReadInt64LittleEndian(count)} elements, not {storage.Count}");
            _offsets.Add(key, position + count.Length);
            position += count.Length + (storage.Count * storage.ElementSize);
        }

        return reader.Storages.Keys.FirstOrDefault(key => !_offsets.ContainsKey(key)) is { } missing
            ? throw Fault($"the storage {SafetensorsHeader.Quote(missing)} is not there")
            : saved;
    }

    void Add(object? value, string name, int depth)
    {
        if (value is TorchTensor tensor)
        {
            tensor = tensor.Named(name);
            _tensors.Add(tensor);
            if (!_byName.TryAdd(name, tensor))
                throw Fault($"there are two tensors {SafetensorsHeader.Quote(name)}");
        }
        else if (value is PickleDictionary dictionary)
        {
            if (depth == MostDepth)
                throw Fault("dictionaries lie in each other without end; save the model's state_dict()");
            foreach ((object? key, object? item) in dictionary.Items)
                Add(item, name.Length == 0 ? $"{key}" : $"{name}.{key}", depth + 1);
        }
    }

    void Read(TorchStorage storage, long offset, Span<float> destination, SafetensorsElements.Decoder<float> decode)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        lock (_reading)
        {
            using Stream? entry = _archive is null ? null : Opened(_entries[storage.Key]);
            Stream stream = entry ?? _stream;
            long skip = offset * storage.ElementSize;
            if (entry is null)
                stream.Position = _offsets[storage.Key] + skip;
            for (; entry is not null && skip > 0; skip -= Math.Min(skip, BufferLength))
                Fill(stream, buffer.AsSpan(0, (int)Math.Min(skip, BufferLength)));
            while (!destination.IsEmpty)
            {
                int count = Math.Min(destination.Length, BufferLength / storage.ElementSize);
                Span<byte> stored = buffer.AsSpan(0, count * storage.ElementSize);
                Fill(stream, stored);
                decode(stored, destination[..count]);
                destination = destination[count..];
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    Stream Opened(ZipArchiveEntry entry)
    {
        try
        {
            return entry.Open();
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(exception);
        }
    }

    void Fill(Stream stream, Span<byte> bytes)
    {
        try
        {
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                throw new InvalidDataException("too short");
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(exception);
        }
    }

    static void Gather(TorchTensor tensor, float[] window, Span<float> destination)
    {
        int[] index = new int[tensor.Shape.Length];
        foreach (ref float element in destination)
        {
            long at = 0;
            for (int i = 0; i < index.Length; i++)
                at += index[i] * tensor.Strides[i];
            element = window[at];
            for (int i = index.Length - 1; i >= 0 && ++index[i] == tensor.Shape[i]; i--)
                index[i] = 0;
        }
    }

    byte[] Bytes(ZipArchiveEntry entry, int most)
    {
        if (entry.Length > most)
            throw Fault($"{entry.FullName} has {entry.Length} bytes; {most} are read at most");
        byte[] bytes = new byte[entry.Length];
        using Stream stream = Opened(entry);
        Fill(stream, bytes);
        return bytes;
    }

    InvalidDataException Damaged(Exception exception) => Fault("the file is damaged or was cut short", exception);

    InvalidDataException Fault(string defect, Exception? inner = null) => new($"{FilePath}: {defect}", inner);
}

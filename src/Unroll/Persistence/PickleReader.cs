using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Unroll.Persistence;

/// <summary>
/// Reads the pickles of PyTorch's files. A pickle is a program for a stack machine (CPython's pickletools lists its operations) that may name any function
/// of Python; here nothing is run: only the operations and names that weights need are known, and everything else is refused.
/// </summary>
/// <param name="bytes">The pickles.</param>
/// <param name="path">Their file, for messages.</param>
sealed class PickleReader(ReadOnlyMemory<byte> bytes, string path)
{
    static readonly object s_mark = new();

    readonly List<object?> _stack = [];
    readonly Dictionary<long, object?> _memo = [];

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Every storage that the pickles named, by its key.</summary>
    public Dictionary<string, TorchStorage> Storages { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads the next pickle.</summary>
    /// <returns>null, bool, long, BigInteger, double, string, a list, an array (a tuple),
    /// <see cref="PickleDictionary"/>, or <see cref="TorchTensor"/>.</returns>
    /// <exception cref="InvalidDataException">It is damaged, or names what is no part of weights.</exception>
    public object? Read()
    {
        _stack.Clear();
        _memo.Clear();
        while (true)
        {
            byte operation = Byte();
            if (operation == '.')
                return Pop();
            Run(operation);
        }
    }

    void Run(byte operation)
    {
        switch (operation)
        {
            case 0x80: Take(1); break;
            case 0x95: Take(8); break;
            case (byte)'(': Push(s_mark); break;
            case (byte)'N': Push(null); break;
            case 0x88: Push(true); break;
            case 0x89: Push(false); break;
            case (byte)'K': Push((long)Byte()); break;
            case (byte)'M': Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
            case (byte)'J': Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
            case 0x8a: PushInteger(Take(Byte())); break;
            case (byte)'G': Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); break;
            case 0x8c: Push(Text(Byte())); break;
            case (byte)'X': Push(Text(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)))); break;
            case (byte)')': Push(Array.Empty<object?>()); break;
            case 0x85: Push(PopMany(1)); break;
            case 0x86: Push(PopMany(2)); break;
            case 0x87: Push(PopMany(3)); break;
            case (byte)'t': Push(PopToMark()); break;
            case (byte)']': Push(new List<object?>()); break;
            case (byte)'l': Push(PopToMark().ToList()); break;
            case (byte)'a': Append([Pop()]); break;
            case (byte)'e': Append(PopToMark()); break;
            case (byte)'}': Push(new PickleDictionary()); break;
            case (byte)'d': PushDictionary(PopToMark()); break;
            case (byte)'s': SetItems(PopMany(2)); break;
            case (byte)'u': SetItems(PopToMark()); break;
            case (byte)'q': _memo[Byte()] = Top(); break;
            case (byte)'r': _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = Top(); break;
            case 0x94: _memo[_memo.Count] = Top(); break;
            case (byte)'h': Push(Remembered(Byte())); break;
            case (byte)'j': Push(Remembered(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)))); break;
            case (byte)'c': Push(Known($"{Line()}.{Line()}")); break;
            case 0x93: Push(Known(string.Join('.', PopMany(2)))); break;
            case (byte)'Q': Push(Storage(Pop())); break;
            case (byte)'R': Push(Call(PopMany(2))); break;
            case (byte)'b': _ = Pop(); break;
            default: throw Fault($"the pickle has the operation 0x{operation:x2} at byte {Position - 1}, which weights do not need");
        }
    }

    /// <summary>The names of Python that weights need; a name is held as itself until it is called.</summary>
    PickleName Known(string name) =>
        name is "collections.OrderedDict" or "torch._utils._rebuild_tensor_v2" or "torch._utils._rebuild_parameter"
        || (name.StartsWith("torch.", StringComparison.Ordinal) && TorchStorage.DataTypeOf(name["torch.".Length..]) is not null)
            ? new PickleName(name)
            : throw Fault($"the pickle names {SafetensorsHeader.Quote(name)}, which is no part of weights; save the model's state_dict()");

    object? Call(object?[] call) => call switch
    {
        [PickleName { Name: "collections.OrderedDict" }, object?[] and []] => new PickleDictionary(),
        [PickleName { Name: "torch._utils._rebuild_tensor_v2" }, object?[] and [TorchStorage storage, long offset, object?[] size, object?[] strides, ..]] =>
            Tensor(storage, offset, size, strides),
        [PickleName { Name: "torch._utils._rebuild_parameter" }, object?[] and [TorchTensor tensor, ..]] => tensor,
        _ => throw Fault($"the pickle makes an object at byte {Position - 1} in a way that weights do not need"),
    };

    TorchTensor Tensor(TorchStorage storage, long offset, object?[] size, object?[] strides)
    {
        long[] extents = [.. size.OfType<long>()], steps = [.. strides.OfType<long>()];
        Int128 count = extents.Aggregate((Int128)1, (product, extent) => product > int.MaxValue ? product : product * extent);
        if (extents.Length != size.Length || steps.Length != strides.Length || extents.Length != steps.Length || offset < 0
            || extents.Any(extent => extent is < 0 or > int.MaxValue) || steps.Any(step => step < 0) || count > int.MaxValue)
            throw Fault($"a tensor of storage {SafetensorsHeader.Quote(storage.Key)} has no possible shape or strides");
        var tensor = new TorchTensor(storage, offset, [.. extents.Select(extent => (int)extent)], steps);
        return tensor.End <= storage.Count
            ? tensor
            : throw Fault($"a tensor ends at element {tensor.End} of storage {SafetensorsHeader.Quote(storage.Key)}, which has {storage.Count}");
    }

    TorchStorage Storage(object? id)
    {
        if (id is not object?[] parts || parts is not ["storage", PickleName type, string key, string, long count, ..] || count < 0
            || TorchStorage.DataTypeOf(type.Name[(type.Name.IndexOf('.', StringComparison.Ordinal) + 1)..]) is not { } dataType)
            throw Fault($"the pickle names data at byte {Position - 1} that is no storage");
        var storage = new TorchStorage(key, dataType, count);
        return Storages.TryAdd(key, storage) || Storages[key] == storage
            ? storage
            : throw Fault($"the storage {SafetensorsHeader.Quote(key)} is there twice, and not the same");
    }

    void Append(object?[] items)
    {
        if (Top() is not List<object?> list)
            throw Fault($"the pickle appends at byte {Position - 1} to what is no list");
        list.AddRange(items);
    }

    void SetItems(object?[] items)
    {
        if (Top() is not PickleDictionary dictionary || items.Length % 2 != 0)
            throw Fault($"the pickle sets items at byte {Position - 1} of what is no dictionary");
        for (int i = 0; i < items.Length; i += 2)
            dictionary.Items.Add((items[i], items[i + 1]));
    }

    void PushDictionary(object?[] items)
    {
        Push(new PickleDictionary());
        SetItems(items);
    }

    object? Remembered(long number) => _memo.TryGetValue(number, out object? value)
        ? value
        : throw Fault($"the pickle refers to a value {number} that it never stored");

    void Push(object? value) => _stack.Add(value);

    object? Top() => _stack.Count > 0 ? _stack[^1] : throw Fault($"the pickle takes more at byte {Position - 1} than it has put there");

    object? Pop()
    {
        object? value = Top();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    object?[] PopMany(int count)
    {
        object?[] values = new object?[count];
        for (int i = count - 1; i >= 0; i--)
            values[i] = Pop();
        return values;
    }

    object?[] PopToMark()
    {
        int mark = _stack.LastIndexOf(s_mark);
        if (mark < 0)
            throw Fault($"the pickle closes at byte {Position - 1} what it never opened");
        object?[] values = [.. _stack[(mark + 1)..]];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return values;
    }

    byte Byte() => Take(1)[0];

    ReadOnlySpan<byte> Take(long count)
    {
        if (count > bytes.Length - Position)
            throw Fault($"the pickle ends at byte {bytes.Length}, within an operation; the file was cut short");
        ReadOnlySpan<byte> taken = bytes.Span.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    string Text(long length) => Encoding.UTF8.GetString(Take(length));

    string Line()
    {
        int length = bytes.Span[Position..].IndexOf((byte)'\n');
        string line = Text(length < 0 ? bytes.Length : length);
        Position++;
        return line;
    }

    void PushInteger(ReadOnlySpan<byte> littleEndian)
    {
        var value = new BigInteger(littleEndian);
        if (value >= long.MinValue && value <= long.MaxValue)
            Push((long)value);
        else
            Push(value);
    }

    InvalidDataException Fault(string defect) => new($"{path}: {defect}");
}

namespace Unroll.Tensors;

/// <summary>
/// The memory of one step: windows are handed out one after another and all end together when the arena is reset, which sets one number. A step that does
/// not fit adds a storage; the next reset makes one of all, so a steady state allocates nothing.
/// </summary>
public sealed class Arena
{
    const long CollectedLength = 1 << 24;

    /// <summary>What one array can hold, less its alignment.</summary>
    const int MaximalLength = 0x7FFFFF00;

    readonly List<Storage> _full = [];
    Storage _storage = new(0);
    int _used;
    int _usedIntegers;
    int _usedBytes;
    int _slots;

    /// <summary>Floats in use by the running step.</summary>
    public long Used => _full.Sum(storage => (long)storage.Length) + _used;

    /// <summary>A window for values; its contents are whatever an earlier step left there.</summary>
    /// <param name="shape">The extents.</param>
    /// <param name="requiresGradient">Whether a backward pass has to reach it.</param>
    /// <exception cref="OverflowException">The step takes more numbers than an array can hold.</exception>
    public Tensor Allocate(Shape shape, bool requiresGradient = false)
    {
        int length = RoundUp(shape.Length);
        if (length > _storage.Length - _used)
        {
            if (Used + length > MaximalLength)
                throw new OverflowException(
                    $"With a window of shape {shape} a step takes more than {MaximalLength:N0} numbers; make its batch or its sequences smaller.");
            _full.Add(_storage);
            _storage = new Storage(Math.Max(length, 1 << 16));
            _used = 0;
        }

        var tensor = new Tensor(_storage, _used, shape, NewSlot(), requiresGradient);
        _used += length;
        return tensor;
    }

    /// <summary>A window for ids.</summary>
    public Tensor AllocateIds(Shape shape)
    {
        // Ids are few: their array grows in place, and spans of it are taken anew at each use.
        if (_usedIntegers + shape.Length > _storage.IntegerLength)
            _storage.GrowIntegers(Math.Max(2 * _storage.IntegerLength, _usedIntegers + shape.Length));
        var tensor = new Tensor(_storage, _usedIntegers, shape, NewSlot(), requiresGradient: false, isIds: true);
        _usedIntegers += shape.Length;
        return tensor;
    }

    /// <summary>A tensor with a mask that says which steps of which rows count; the mask's contents are whatever an earlier step left there.</summary>
    /// <param name="tensor">[time, batch, …].</param>
    /// <returns>The same window with <see cref="Tensor.Mask"/> to be filled.</returns>
    /// <exception cref="ArgumentException">The tensor has no time and batch.</exception>
    public Tensor AttachMask(Tensor tensor)
    {
        if (tensor.Shape.Rank < 2)
            throw new ArgumentException($"A mask belongs to a sequence, [time, batch, …]; the tensor's shape is {tensor.Shape}.", nameof(tensor));
        int length = tensor.Shape[0] * tensor.Shape[1];
        if (_usedBytes + length > _storage.ByteLength)
            _storage.GrowBytes(Math.Max(2 * _storage.ByteLength, _usedBytes + length));
        var mask = new MaskWindow(_storage, _usedBytes, length);
        _usedBytes += length;
        return tensor.WithMask(mask);
    }

    /// <summary>A number under which a window of a window keeps its own gradient mark.</summary>
    internal int NewSlot() => _slots++;

    /// <summary>Memory for the inside of an operation.</summary>
    internal Span<float> Scratch(int length) => Allocate(new Shape(length)).Values;

    /// <summary>Ends all windows.</summary>
    public void Reset()
    {
        int integers = Math.Max(_usedIntegers, _storage.IntegerLength), bytes = Math.Max(_usedBytes, _storage.ByteLength);
        _storage.EndGeneration();
        if (_full.Count > 0)
        {
            foreach (Storage storage in _full)
                storage.EndGeneration();
            long total = _full.Sum(storage => (long)storage.Length) + _storage.Length;
            _full.Clear();
            _storage = new Storage(0);

            // Growth is rare; without this the old storages and the new one would be resident together.
            if (total > CollectedLength)
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            _storage = new Storage((int)Math.Min(total, MaximalLength));
            _storage.GrowIntegers(integers);
            _storage.GrowBytes(bytes);
        }

        _used = 0;
        _usedIntegers = 0;
        _usedBytes = 0;
        _slots = 0;
    }

    /// <summary>Starts a backward pass over the windows of this step.</summary>
    internal void BeginPass()
    {
        foreach (Storage storage in _full)
            storage.BeginPass();
        _storage.BeginPass();
    }

    static int RoundUp(int length) => checked((length + Storage.Alignment - 1) / Storage.Alignment * Storage.Alignment);
}

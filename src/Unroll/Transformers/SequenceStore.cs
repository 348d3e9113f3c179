using Unroll.Tensors;

namespace Unroll.Transformers;

/// <summary>A sequence that grows from step to step, in memory of its own.</summary>
sealed class SequenceStore
{
    const int LeastSteps = 16;

    Storage _storage = new(0);
    byte[] _mask = [];
    int _rows, _features;

    /// <summary>Steps so far.</summary>
    public int Length { get; private set; }

    /// <summary>The sequence so far, [time, rows, features], until it changes.</summary>
    public Tensor Window
    {
        get
        {
            var window = new Tensor(_storage, 0, new Shape(Length, _rows, _features), slot: 0, requiresGradient: false);
            return _mask.Length == 0 ? window : window.WithMask(new MaskWindow(_storage, 0, _mask.Length));
        }
    }

    /// <summary>Adds steps, with their mask if they are the first.</summary>
    /// <param name="steps">[time, rows, features].</param>
    public void Append(Tensor steps)
    {
        if (Length == 0)
            (_rows, _features, _mask) = (steps.Shape[1], steps.Shape[2], steps.Mask.ToArray());
        int before = Length * _rows * _features, length = before + steps.Shape.Length;
        if (length > _storage.Length)
            Replace(new Storage(Math.Max(2 * length, LeastSteps * _rows * _features)), before);
        steps.Values.CopyTo(_storage.Values(before, steps.Shape.Length));
        Length += steps.Shape[0];
        KeepMask();
    }

    /// <summary>Lets row i go on from what was row parents[i].</summary>
    public void Reorder(ReadOnlySpan<int> parents)
    {
        Storage old = _storage;
        _storage = new Storage(Math.Max(1, (Length + LeastSteps) * parents.Length * _features));
        byte[] mask = new byte[_mask.Length == 0 ? 0 : Length * parents.Length];
        for (int time = 0; time < Length; time++)
            for (int row = 0; row < parents.Length; row++)
            {
                int from = (time * _rows) + parents[row], to = (time * parents.Length) + row;
                old.Values(from * _features, _features).CopyTo(_storage.Values(to * _features, _features));
                if (mask.Length > 0)
                    mask[to] = _mask[from];
            }

        (_rows, _mask) = (parents.Length, mask);
        KeepMask();
    }

    void Replace(Storage storage, int used)
    {
        _storage.Values(0, used).CopyTo(storage.Values(0, used));
        _storage = storage;
    }

    void KeepMask()
    {
        if (_mask.Length == 0)
            return;
        if (_storage.ByteLength < _mask.Length)
            _storage.GrowBytes(_mask.Length);
        _mask.CopyTo(_storage.Bytes(0, _mask.Length));
    }
}

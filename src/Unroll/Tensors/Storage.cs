namespace Unroll.Tensors;

/// <summary>
/// Two parallel arrays: a value and, at the same offset, its gradient; beside them arrays of whole numbers (ids) and bytes (masks), which have no gradients.
/// Windows are <see cref="Tensor"/>s; who hands them out (an arena, a parameter store) decides how long they live.
/// </summary>
sealed class Storage
{
    /// <summary>Windows begin at multiples of this many floats: one 64-byte line.</summary>
    public const int Alignment = AlignedFloats.Alignment;

    readonly AlignedFloats _values;
    AlignedFloats _gradients;
    int[] _integers = [];
    byte[] _bytes = [];
    int[] _writtenIn = new int[64];
    int _pass = 1;

    public Storage(int length)
    {
        Length = length;
        _values = new AlignedFloats(length);
    }

    public int Length { get; }

    /// <summary>Packed forms of what lies here, where it lasts longer than a step: in a parameter store.</summary>
    public PackedForms? Packed { get; init; }

    public int IntegerLength => _integers.Length;

    public int ByteLength => _bytes.Length;

    /// <summary>Raised when all windows end; a tensor of an older generation is no longer valid.</summary>
    public int Generation { get; private set; }

    public Span<float> Values(int offset, int length) => _values.Span(offset, length);

    /// <summary>The gradients come into being when first asked for: a model that only predicts never has them.</summary>
    public Span<float> Gradients(int offset, int length)
    {
        MakeGradients();
        return _gradients.Span(offset, length);
    }

    public Span<int> Integers(int offset, int length) => _integers.AsSpan(offset, length);

    public void GrowIntegers(int length) => Array.Resize(ref _integers, length);

    public Span<byte> Bytes(int offset, int length) => _bytes.AsSpan(offset, length);

    public void GrowBytes(int length) => Array.Resize(ref _bytes, length);

    /// <summary>Starts a backward pass: no gradient has been written yet.</summary>
    public void BeginPass() => _pass++;

    public bool IsWritten(int slot) => slot < _writtenIn.Length && _writtenIn[slot] == _pass;

    /// <summary>
    /// Marks a gradient as written and says whether it was before: the first writer stores, later ones add. The gradients exist from then on, so that several
    /// workers can ask for them.
    /// </summary>
    public bool MarkWritten(int slot)
    {
        MakeGradients();
        if (slot >= _writtenIn.Length)
            Array.Resize(ref _writtenIn, Math.Max(slot + 1, 2 * _writtenIn.Length));
        bool before = _writtenIn[slot] == _pass;
        _writtenIn[slot] = _pass;
        return before;
    }

    public void EndGeneration() => Generation++;

    void MakeGradients()
    {
        if (_gradients.IsEmpty)
            _gradients = new AlignedFloats(Length);
    }
}

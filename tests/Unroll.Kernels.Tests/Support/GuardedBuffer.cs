namespace Unroll.Kernels.Tests.Support;

/// <summary>
/// Floats between guards of a NaN of their own: whoever reads a guard spoils its result, whoever writes one is found out. The offset moves the first float
/// off every boundary of a vector.
/// </summary>
sealed class GuardedBuffer
{
    const int Guard = 48;
    const int SentinelBits = 0x7FC0BEEF;

    readonly float[] _values;
    readonly float[]? _input;
    readonly int _offset;

    public GuardedBuffer(int length, int offset)
    {
        (Length, _offset) = (length, Guard + offset);
        _values = new float[Guard + offset + length + Guard];
        Array.Fill(_values, Sentinel);
    }

    /// <summary>Holds a copy; an input must still be the same when the guards are checked.</summary>
    public GuardedBuffer(ReadOnlySpan<float> values, int offset, bool isInput = false) : this(values.Length, offset)
    {
        values.CopyTo(Span);
        _input = isInput ? values.ToArray() : null;
    }

    public static float Sentinel { get; } = BitConverter.Int32BitsToSingle(SentinelBits);

    public int Length { get; }

    public Span<float> Span => _values.AsSpan(_offset, Length);

    /// <summary>Nothing was written outside, nor into an input.</summary>
    public void AssertIntact()
    {
        for (int i = 0; i < _values.Length; i++)
            if ((i < _offset || i >= _offset + Length) && !IsSentinel(_values[i]))
                Assert.Fail($"Written at {i - _offset}, outside of {Length} floats.");
        if (_input != null)
            Check.SameBits(_input, Span, "An input was changed");
    }

    /// <summary>As above, and nothing was written between the rows of a matrix either.</summary>
    public void AssertIntact(int columns, int rowStride)
    {
        AssertIntact();
        for (int i = 0; i < Length; i++)
            if (i % rowStride >= columns && !IsSentinel(Span[i]))
                Assert.Fail($"Written at row {i / rowStride}, column {i % rowStride} of {columns}.");
    }

    public static bool IsSentinel(float value) => BitConverter.SingleToInt32Bits(value) == SentinelBits;
}

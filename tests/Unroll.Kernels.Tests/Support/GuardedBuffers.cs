namespace Unroll.Kernels.Tests.Support;

/// <summary>The buffers of one kernel call, in the order of its parameters; one of them may be made a float too short.</summary>
sealed class GuardedBuffers(int offset, int shortened = -1)
{
    readonly List<GuardedBuffer> _buffers = [];

    public int Count => _buffers.Count;

    public GuardedBuffer Input(ReadOnlySpan<float> values) => Add(new GuardedBuffer(values[..Cut(values.Length)], offset, isInput: true));

    public GuardedBuffer InOut(ReadOnlySpan<float> values) => Add(new GuardedBuffer(values[..Cut(values.Length)], offset));

    /// <summary>Full of the guards' NaN: what a kernel reads before it has written it shows.</summary>
    public GuardedBuffer Out(int length) => Add(new GuardedBuffer(Cut(length), offset));

    public void AssertIntact()
    {
        foreach (GuardedBuffer buffer in _buffers)
            buffer.AssertIntact();
    }

    int Cut(int length) => _buffers.Count == shortened ? length - 1 : length;

    GuardedBuffer Add(GuardedBuffer buffer)
    {
        _buffers.Add(buffer);
        return buffer;
    }
}

namespace Unroll.Kernels.Pooling;

/// <summary>Shapes of pooling over time: a sequence is [steps, batch, columns], its mask [steps, batch] or empty, the result [batch, columns].</summary>
readonly record struct PoolingShape(int Steps, int Batch, int Columns)
{
    /// <summary>Floats from a step to the next.</summary>
    public nint Stride => (nint)Batch * Columns;

    public void CheckSequence(ReadOnlySpan<float> sequence, string name) => Lengths.Check(sequence, (long)Steps * Batch * Columns, name);

    public void CheckPooled(ReadOnlySpan<float> pooled, string name) => Lengths.Check(pooled, (long)Batch * Columns, name);

    public void CheckMask(ReadOnlySpan<byte> mask) => Lengths.Check(mask, mask.IsEmpty ? 0 : (long)Steps * Batch);
}

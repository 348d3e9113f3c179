namespace Unroll.Kernels.Recurrent;

/// <summary>What a recurrence leaves out: steps that are padding, and in training units of the state (recurrent dropout). Default: nothing.</summary>
/// <param name="steps">[steps, batch]: 0 where the state is carried over unchanged; empty when all steps count.</param>
/// <param name="units">[batch, units]: what the state is multiplied with before it meets U, the same at every step; empty for ones.</param>
/// <param name="dropped">[steps + 1, batch, units], beside <paramref name="units"/>: the products, the initial one's in its block.</param>
readonly ref struct SequenceMasks(ReadOnlySpan<byte> steps, ReadOnlySpan<float> units, Span<float> dropped)
{
    public readonly ReadOnlySpan<byte> Steps = steps;
    public readonly ReadOnlySpan<float> Units = units;
    public readonly Span<float> Dropped = dropped;

    public void Check(SequenceLayout layout)
    {
        Lengths.Check(Steps, Steps.IsEmpty ? 0 : (long)layout.Steps * layout.Batch);
        Lengths.Check(Units, Units.IsEmpty ? 0 : (long)layout.Batch * layout.Units);
        Lengths.Check(Dropped, Units.IsEmpty || Dropped.IsEmpty ? 0 : layout.StateLength);
    }
}

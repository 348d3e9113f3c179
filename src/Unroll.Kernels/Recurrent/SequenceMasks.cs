namespace Unroll.Kernels.Recurrent;

/// <summary>What a recurrence leaves out: steps that are padding, and in training units of the state (recurrent dropout, zoneout). Default: nothing.</summary>
/// <param name="steps">[steps, batch]: 0 where the state is carried over unchanged; empty when all steps count.</param>
/// <param name="units">[batch, units]: what the state is multiplied with before it meets U, the same at every step; empty for ones.</param>
/// <param name="dropped">[steps + 1, batch, units], beside <paramref name="units"/>: the products, the initial one's in its block.</param>
readonly ref struct SequenceMasks(ReadOnlySpan<byte> steps, ReadOnlySpan<float> units, Span<float> dropped)
{
    public readonly ReadOnlySpan<byte> Steps = steps;
    public readonly ReadOnlySpan<float> Units = units;
    public readonly Span<float> Dropped = dropped;

    /// <summary>Rates of zoneout of h and c: the share of the state before that is kept; 0 for none.</summary>
    public float HiddenZoneout { get; init; }

    public float CellZoneout { get; init; }

    /// <summary>[steps, batch, units]: 1 where the new state is taken, 0 where the one before is kept; empty for the average of both by the rate.</summary>
    public ReadOnlySpan<float> HiddenShares { get; init; }

    public ReadOnlySpan<float> CellShares { get; init; }

    /// <summary>[steps + 1, batch, units] with zoneout of c: the new cells before it, as the forward pass leaves them for the backward pass.</summary>
    public Span<float> NewCells { get; init; }

    /// <summary>[batch, units] of zeros in a backward pass with zoneout of c.</summary>
    public Span<float> Aside { get; init; }

    public bool HasZones => HiddenZoneout > 0 || CellZoneout > 0;

    public void Check(SequenceLayout layout)
    {
        Lengths.Check(Steps, Steps.IsEmpty ? 0 : (long)layout.Steps * layout.Batch);
        Lengths.Check(Units, Units.IsEmpty ? 0 : (long)layout.Batch * layout.Units);
        Lengths.Check(Dropped, Units.IsEmpty || Dropped.IsEmpty ? 0 : layout.StateLength);
        Lengths.Check(HiddenShares, HiddenShares.IsEmpty ? 0 : layout.OutputLength);
        Lengths.Check(CellShares, CellShares.IsEmpty ? 0 : layout.OutputLength);
        Lengths.Check(NewCells, CellZoneout > 0 ? layout.StateLength : 0);
    }
}

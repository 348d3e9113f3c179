using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>Zoneout after a step of a forward pass: h' = s·ĥ + (1 − s)·h, and so with c, which the cell leaves beside the states.</summary>
unsafe struct ZoneRows : IStepRow
{
    public StepStates States;
    public ZoneShares Hidden, Cell;

    /// <summary>The states c, and what the cell makes of them: [steps + 1, batch, units]; null where there is no zoneout of c.</summary>
    public float* Cells, NewCells;

    nint _first;
    float* _previousCell, _cell, _newCell;

    public readonly bool Exist => Hidden.Exist || Cell.Exist;

    public void MoveTo(int step)
    {
        SequenceLayout layout = States.Layout;
        int time = layout.Time(step);
        States.MoveTo(time);
        _first = layout.Row(time, 0);
        if (!Cell.Exist)
            return;
        _previousCell = Cells + layout.Row(layout.FirstPrevious + time, 0);
        _cell = Cells + layout.Row(layout.FirstOutput + time, 0);
        _newCell = NewCells + layout.Row(layout.FirstOutput + time, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TLane>(int row) where TLane : struct, ILane<TLane>
    {
        int units = States.Layout.Units, unit = 0;
        nint at = (nint)row * units;
        if (!States.Counts(row))
        {
            if (Cell.Exist)
                new ReadOnlySpan<float>(_newCell + at, units).CopyTo(new Span<float>(_cell + at, units));
            return;
        }

        for (; unit + TLane.Width <= units; unit += TLane.Width)
            One<TLane>(row, unit, at + unit);
        for (; unit < units; unit++)
            One<LaneScalar>(row, unit, at + unit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly void One<TLane>(int row, int unit, nint at) where TLane : struct, ILane<TLane>
    {
        if (Hidden.Exist)
            States.Leave(Taken(Hidden.At<TLane>(_first + at), TLane.Load(States.Next + at), States.Previous<TLane, WholeLane>(row, unit, default)), row, unit,
                default(WholeLane));
        if (Cell.Exist)
            TLane.Store(Smallness.Flush(Taken(Cell.At<TLane>(_first + at), TLane.Load(_newCell + at), TLane.Load(_previousCell + at))), _cell + at);
    }

    /// <summary>Exactly one of the two where s is 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TLane Taken<TLane>(TLane share, TLane next, TLane previous) where TLane : struct, ILane<TLane> =>
        TLane.MultiplyAdd(share, next, (TLane.Create(1) - share) * previous);
}

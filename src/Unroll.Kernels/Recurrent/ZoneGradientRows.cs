using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>
/// Zoneout before a step of a backward pass: of the gradient of h', s goes to the cell's ĥ, in the place of the whole, and 1 − s past the cell to the h before;
/// so with c, whose part that passes the cell is kept aside until the next step.
/// </summary>
unsafe struct ZoneGradientRows : IStepRow
{
    public StateGradient State;
    public ZoneShares Hidden, Cell;

    /// <summary>[batch, units]: the gradient of c, and what passed the cell; null where there is no zoneout of c.</summary>
    public float* CellGradients, Aside;

    nint _first;
    bool _isInitial;

    public readonly bool Exist => Hidden.Exist || Cell.Exist;

    public void MoveTo(int step)
    {
        State.MoveTo(step);
        _isInitial = step < 0;
        _first = _isInitial ? 0 : State.Layout.Row(State.Layout.Time(step), 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TLane>(int row) where TLane : struct, ILane<TLane>
    {
        if (_isInitial)
            return;
        int units = State.Layout.Units, unit = 0;
        bool counts = State.Counts(row);
        for (; unit + TLane.Width <= units; unit += TLane.Width)
            One<TLane>(row, unit, counts);
        for (; unit < units; unit++)
            One<LaneScalar>(row, unit, counts);
    }

    /// <summary>The whole gradient of the initial c, once all steps are done.</summary>
    public readonly void End()
    {
        for (nint i = 0; Cell.Exist && i < (nint)State.Layout.Batch * State.Layout.Units; i++)
            CellGradients[i] += Aside[i];
    }

    // The cell adds to what is passed here: zeros too have to be stored.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly void One<TLane>(int row, int unit, bool counts) where TLane : struct, ILane<TLane>
    {
        nint at = ((nint)row * State.Layout.Units) + unit;
        TLane one = TLane.Create(1), dHidden = State.Own<TLane, WholeLane>(row, unit, default);
        TLane share = counts && Hidden.Exist ? Hidden.At<TLane>(_first + at) : one;
        State.Pass(dHidden, one - share, row, unit, default(WholeLane));
        State.Leave(dHidden * share, row, unit, default(WholeLane));
        if (!Cell.Exist)
            return;
        TLane dCell = TLane.Load(CellGradients + at) + TLane.Load(Aside + at);
        share = counts ? Cell.At<TLane>(_first + at) : one;
        TLane.Store(Smallness.Flush(dCell * share), CellGradients + at);
        TLane.Store(Smallness.Flush(dCell * (one - share)), Aside + at);
    }
}

using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>The hidden states around a step of a forward pass: what U reads, what the cell carries on, and what it leaves.</summary>
unsafe struct StepStates
{
    public SequenceLayout Layout;
    public float* Hidden;
    public byte* Steps;
    public float* Units;
    public float* Dropped;

    float* _previous, _next, _left, _nextLeft;
    byte* _counts;

    /// <summary>The left operand of the step's product with U: h, or h with some units left out.</summary>
    public readonly float* Left => _left;

    /// <summary>Where the step leaves h.</summary>
    public readonly float* Next => _next;

    /// <summary>Goes to a time.</summary>
    public void MoveTo(int time)
    {
        nint previous = Layout.Row(Layout.FirstPrevious + time, 0), next = Layout.Row(Layout.FirstOutput + time, 0);
        _previous = Hidden + previous;
        _next = Hidden + next;
        _left = Dropped == null ? _previous : Dropped + previous;
        _nextLeft = Dropped == null ? null : Dropped + next;
        _counts = Steps == null ? null : Steps + ((nint)time * Layout.Batch);
    }

    /// <summary>Whether a row's step is no padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Counts(int row) => _counts == null || _counts[row] != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TLane Previous<TLane, TEdge>(int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge =>
        edge.Load<TLane>(_previous + ((nint)row * Layout.Units) + unit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Leave<TLane, TEdge>(TLane state, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge
    {
        nint at = ((nint)row * Layout.Units) + unit;
        state = Smallness.Flush(state);
        edge.Store(state, _next + at);
        if (_nextLeft != null)
            edge.Store(state * edge.Load<TLane>(Units + at), _nextLeft + at);
    }

    /// <summary>Carries the state of a row over a step that is padding.</summary>
    public readonly void Keep<TLane>(int row) where TLane : struct, ILane<TLane>
    {
        int unit = 0;
        for (; unit + TLane.Width <= Layout.Units; unit += TLane.Width)
            Leave(Previous<TLane, WholeLane>(row, unit, default), row, unit, default(WholeLane));
        for (; unit < Layout.Units; unit++)
            Leave(Previous<LaneScalar, WholeLane>(row, unit, default), row, unit, default(WholeLane));
    }
}

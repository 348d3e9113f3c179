using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>
/// The gradient of the hidden state at a step of a backward pass: that of the output, what the step after it passed on directly, and what came back through U.
/// The first two lie in the block of the state, the third is the step's product.
/// </summary>
unsafe struct StateGradient
{
    public SequenceLayout Layout;
    public float* Gradients;
    public byte* Steps;
    public float* Units;

    /// <summary>Whether only the last output has a gradient: other blocks hold nothing until a step stores there.</summary>
    public bool LastOnly;

    /// <summary>Whether steps pass something on directly.</summary>
    public bool Passes;

    /// <summary>Whether something has been passed to the block before already, so that all else is added.</summary>
    public bool AlwaysAdds;

    /// <summary>Whether the gradient of the initial state is wanted.</summary>
    public bool WantsInitial;

    float* _own, _before;
    byte* _counts;
    bool _reads, _adds;

    /// <summary>The last step of the pass.</summary>
    public readonly int LastStep => WantsInitial ? -1 : 0;

    public void MoveTo(int step)
    {
        int time = Layout.Time(Math.Max(step, 0));
        _own = Gradients + Layout.Row(step < 0 ? Layout.Initial : Layout.FirstOutput + time, 0);
        _before = step > 0 || (step == 0 && WantsInitial) ? Gradients + Layout.Row(Layout.FirstPrevious + time, 0) : null;
        _counts = Steps == null || step < 0 ? null : Steps + ((nint)time * Layout.Batch);
        _reads = Passes || step == Layout.Steps - 1 || (step >= 0 && !LastOnly);
        _adds = AlwaysAdds || (step > 0 && !LastOnly);
    }

    /// <summary>Whether a row's step is no padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Counts(int row) => _counts == null || _counts[row] != 0;

    /// <summary>What the step's product starts from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Begin<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge =>
        TLane.Store(_reads && Units == null ? edge.Load<TLane>(At(_own, row, unit)) : TLane.Zero, sums);

    /// <summary>The whole gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TLane Take<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge
    {
        TLane product = TLane.Load(sums);
        if (Units == null)
            return product;
        TLane kept = edge.Load<TLane>(At(Units, row, unit));
        return _reads ? TLane.MultiplyAdd(kept, product, edge.Load<TLane>(At(_own, row, unit))) : kept * product;
    }

    /// <summary>What was left in the state's own block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TLane Own<TLane, TEdge>(int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge =>
        edge.Load<TLane>(At(_own, row, unit));

    /// <summary>Where a row of the state's own block lies.</summary>
    public readonly float* OwnRow(int row) => At(_own, row, 0);

    /// <summary>What of a product with Uᵀ reaches the units that were not left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TLane Kept<TLane, TEdge>(TLane product, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge =>
        Units == null ? product : edge.Load<TLane>(At(Units, row, unit)) * product;

    /// <summary>Leaves a result in the state's own block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Leave<TLane, TEdge>(TLane value, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge =>
        edge.Store(Smallness.Flush(value), At(_own, row, unit));

    /// <summary>Passes gradient · factor (+ more) on to the state before, past the product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Pass<TLane, TEdge>(TLane gradient, TLane factor, int row, int unit, TEdge edge)
        where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge
    {
        if (_before == null || !Passes)
            return;
        float* before = At(_before, row, unit);
        edge.Store(Smallness.Flush(_adds ? TLane.MultiplyAdd(gradient, factor, edge.Load<TLane>(before)) : gradient * factor), before);
    }

    /// <summary>For what follows on zoneout: the whole gradient lies in its block, and some of it has been passed on.</summary>
    public readonly StateGradient AfterZoneout() => this with { Units = null, Passes = true, AlwaysAdds = true };

    /// <summary>Passes the whole gradient of a row, which lies in its block, on to the state before if its step is padding, and else nothing.</summary>
    public readonly void PassRow<TLane>(int row) where TLane : struct, ILane<TLane>
    {
        if (_before == null || !Passes)
            return;
        float factor = Counts(row) ? 0 : 1;
        int unit = 0;
        for (; unit + TLane.Width <= Layout.Units; unit += TLane.Width)
            Pass(Own<TLane, WholeLane>(row, unit, default), TLane.Create(factor), row, unit, default(WholeLane));
        for (; unit < Layout.Units; unit++)
            Pass(Own<LaneScalar, WholeLane>(row, unit, default), LaneScalar.Create(factor), row, unit, default(WholeLane));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly float* At(float* block, int row, int unit) => block + ((nint)row * Layout.Units) + unit;
}

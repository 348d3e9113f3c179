using System.Runtime.CompilerServices;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>Two things that happen to a row, one after the other.</summary>
struct RowsInTurn<TFirst, TSecond> : IStepRow
    where TFirst : struct, IStepRow
    where TSecond : struct, IStepRow
{
    public TFirst First;
    public TSecond Second;

    public void MoveTo(int step)
    {
        First.MoveTo(step);
        Second.MoveTo(step);
    }

    public void Run<TLane>(int row) where TLane : struct, ILane<TLane>
    {
        First.Run<TLane>(row);
        Second.Run<TLane>(row);
    }
}

/// <summary>What a backward phase does with the gradient of h when that lies in its block already, without the product.</summary>
unsafe struct PhaseRows<TPhase> : IStepRow where TPhase : struct, IStepPhase
{
    public TPhase Phase;
    public int Units;

    public void MoveTo(int step) => Phase.MoveTo(step);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TLane>(int row) where TLane : struct, ILane<TLane>
    {
        float* sums = stackalloc float[16];
        int unit = 0;
        for (; unit + TLane.Width <= Units; unit += TLane.Width)
        {
            Phase.Begin<TLane, WholeLane>(sums, row, unit, default);
            Phase.End<TLane, WholeLane>(sums, row, unit, default);
        }

        for (; unit < Units; unit++)
        {
            Phase.Begin<LaneScalar, WholeLane>(sums, row, unit, default);
            Phase.End<LaneScalar, WholeLane>(sums, row, unit, default);
        }
    }
}

/// <summary>The product of a backward phase, which leaves the whole gradient of h in its block and does nothing else with it.</summary>
unsafe struct PhaseProduct<TPhase> : IStepPhase where TPhase : struct, IStepPhase
{
    public TPhase Phase;
    public StateGradient State;

    public static bool Exists => true;

    public readonly PanelLayout Sums => Phase.Sums;

    public readonly int Pieces => Phase.Pieces;

    public void MoveTo(int step)
    {
        Phase.MoveTo(step);
        State.MoveTo(step);
    }

    public readonly StepPiece Piece(int index) => Phase.Piece(index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Begin<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge =>
        State.Begin<TLane, TEdge>(sums, row, unit, edge);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void End<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge =>
        State.Leave(State.Take<TLane, TEdge>(sums, row, unit, edge), row, unit, edge);
}

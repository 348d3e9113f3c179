using System.Runtime.CompilerServices;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>The whole gradient of a step's hidden state, left in its block: what is there, and what comes back through U from the step after it.</summary>
unsafe struct StateGradientProduct : IStepPhase
{
    public StateGradient State;

    /// <summary>The transpose of U in panels.</summary>
    public float* RecurrentKernel;

    /// <summary>The gradients of h·U: [steps, batch, columns].</summary>
    public float* Products;

    /// <summary>Columns of U.</summary>
    public int Columns;

    float* _later;

    /// <summary>How the transpose of U is packed.</summary>
    public static PanelLayout Panels(int units, int columns) => new(columns, units);

    public static bool Exists => true;

    public readonly PanelLayout Sums => Panels(State.Layout.Units, 0);

    public readonly int Pieces => _later == null ? 0 : 1;

    public void MoveTo(int step)
    {
        SequenceLayout layout = State.Layout;
        State.MoveTo(step);
        _later = step == layout.Steps - 1 ? null : Products + ((nint)layout.Time(step + 1) * layout.Batch * Columns);
    }

    public readonly StepPiece Piece(int index) => new(_later, Columns, Columns, RecurrentKernel, Panels(State.Layout.Units, Columns));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Begin<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge =>
        State.Begin<TLane, TEdge>(sums, row, unit, edge);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void End<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge =>
        State.Leave(State.Take<TLane, TEdge>(sums, row, unit, edge), row, unit, edge);
}

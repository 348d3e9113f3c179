using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>
/// What a cell does at every step, row by row and lane by lane: where its sums begin, which products they take in, and what becomes of them while they are
/// still in the first-level cache. The sums of a row are up to four lanes: the gates of some units, or four times the units of a lane.
/// </summary>
unsafe interface IStepPhase
{
    /// <summary>Whether there is such a phase; a cell that has one product a step has no second.</summary>
    static abstract bool Exists { get; }

    /// <summary>How units fall into panels: by gates, or plainly.</summary>
    PanelLayout Sums { get; }

    int Pieces { get; }

    /// <summary>Goes to a step: −1 is the initial state, in a backward pass that needs its gradient.</summary>
    void MoveTo(int step);

    StepPiece Piece(int index);

    /// <param name="sums">Out: a lane of sums, or one for every gate.</param>
    /// <param name="row">Row of the batch.</param>
    /// <param name="unit">The first unit of the lane.</param>
    /// <param name="edge">How the cell's data are loaded.</param>
    void Begin<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge;

    /// <summary>Turns the sums into what the step leaves.</summary>
    void End<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge;
}

/// <summary>The second phase of a cell that has one.</summary>
readonly unsafe struct NoPhase : IStepPhase
{
    public static bool Exists => false;

    public PanelLayout Sums => default;

    public int Pieces => 0;

    public void MoveTo(int step)
    {
    }

    public StepPiece Piece(int index) => default;

    public void Begin<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge
    {
    }

    public void End<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge
    {
    }
}

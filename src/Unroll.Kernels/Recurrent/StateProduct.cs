using System.Runtime.CompilerServices;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>h·U of a step, left as it is.</summary>
unsafe struct StateProduct : IStepPhase
{
    public StepStates States;

    /// <summary>U in panels.</summary>
    public float* RecurrentKernel;

    /// <summary>How U is held.</summary>
    public WeightFormat Format;

    /// <summary>Out: [batch, columns], or [steps, batch, columns].</summary>
    public float* Products;

    /// <summary>Columns of U.</summary>
    public int Columns;

    /// <summary>Whether the products of a time are left at that time.</summary>
    public bool KeepsAll;

    float* _products;

    /// <summary>How U is packed.</summary>
    public static PanelLayout Panels(int units, int columns) => new(units, columns);

    public static bool Exists => true;

    public readonly PanelLayout Sums => Panels(0, Columns);

    public readonly int Pieces => 1;

    public void MoveTo(int step)
    {
        int time = States.Layout.Time(step);
        States.MoveTo(time);
        _products = At(time);
    }

    /// <summary>The products of a time.</summary>
    public readonly float* At(int time) => KeepsAll ? Products + ((nint)time * States.Layout.Batch * Columns) : Products;

    public readonly StepPiece Piece(int index)
    {
        int units = States.Layout.Units;
        return new(States.Left, units, units, RecurrentKernel, Panels(units, Columns) with { Format = Format });
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Begin<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge =>
        TLane.Store(TLane.Zero, sums);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void End<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge =>
        edge.Store(TLane.Load(sums), _products + ((nint)row * Columns) + unit);
}

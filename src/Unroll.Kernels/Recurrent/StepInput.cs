using System.Runtime.CompilerServices;
using Unroll.Kernels.MatMul;

namespace Unroll.Kernels.Recurrent;

/// <summary>The input side of a step: where the sums of a row begin, and the product that x adds to them, if there is one.</summary>
/// <param name="values">x, or the rows of a table.</param>
/// <param name="features">Length of a feature vector.</param>
/// <param name="ids">The numbers of the table's rows, or null.</param>
/// <param name="kernel">W in panels.</param>
/// <param name="bias">The bias, or null.</param>
/// <param name="batch">Rows of the batch.</param>
/// <param name="columns">Columns of W and of the table.</param>
/// <param name="format">How the weights are held.</param>
unsafe struct StepInput(float* values, int features, int* ids, float* kernel, float* bias, int batch, int columns, WeightFormat format)
{
    float* _x;
    int* _ids;

    /// <summary>The bias, or null.</summary>
    public readonly float* Bias => bias;

    /// <summary>How W and U are held.</summary>
    public readonly WeightFormat Format => format;

    /// <summary>Whether the rows begin with those of a table, which hold the products of x.</summary>
    public readonly bool IsLookup => ids != null;

    /// <summary>How many products a step takes in: that of h, and that of x if it is not looked up.</summary>
    public readonly int Pieces => ids == null ? 2 : 1;

    public void MoveTo(int time)
    {
        _x = values + ((nint)time * batch * features);
        _ids = ids + ((nint)time * batch);
    }

    /// <summary>What the sums of a row start from: the table's row, the bias, or null for zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float* Start(int row) => ids == null ? bias : values + ((nint)_ids[row] * columns);

    /// <summary>x·W.</summary>
    public readonly StepPiece Piece(PanelLayout layout) => new(_x, features, features, kernel, layout with { Depth = features, Format = format });

    /// <summary>h·U.</summary>
    public readonly StepPiece StatePiece(float* states, int units, float* packed, PanelLayout layout, int firstLane = 0) =>
        new(states, units, units, packed, layout with { Depth = units, Format = format }, firstLane: firstLane);
}

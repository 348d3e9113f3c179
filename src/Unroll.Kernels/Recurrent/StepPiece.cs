using Unroll.Kernels.MatMul;

namespace Unroll.Kernels.Recurrent;

/// <summary>One of the products that a step adds up: rows of a left operand times packed weights.</summary>
/// <param name="left">The row of the first of the batch.</param>
/// <param name="leftRow">Floats from row to row.</param>
/// <param name="depth">How many products a sum takes in.</param>
/// <param name="packed">The weights.</param>
/// <param name="layout">How they are packed.</param>
/// <param name="firstRow">The row of the weights that the first element of <paramref name="left"/> meets.</param>
/// <param name="firstLane">Which of a panel's sums the first lane of the weights adds to.</param>
readonly unsafe struct StepPiece(float* left, nint leftRow, int depth, float* packed, PanelLayout layout, int firstRow = 0, int firstLane = 0)
{
    public readonly float* Left = left;
    public readonly nint LeftRow = leftRow;
    public readonly int Depth = depth;
    public readonly float* Packed = packed;
    public readonly PanelLayout Layout = layout;
    public readonly int FirstRow = firstRow;
    public readonly int FirstLane = firstLane;

    /// <summary>Where the weights of a panel begin.</summary>
    public byte* Panel(int panel, int width) => Layout.Panel(Packed, panel, width, FirstRow);
}

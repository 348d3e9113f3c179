namespace Unroll.Kernels.MatMul;

/// <summary>
/// How a right operand is packed: in panels, each holding for every k the lanes that a tile multiplies at once. The lanes of a panel are neighbors, or, for
/// recurrent weights, the same units of every gate, so that a tile ends with all gates of a cell. Missing columns of a last lane are zeros.
/// </summary>
/// <param name="Depth">Rows of the operand.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Gates">Blocks of columns that are dealt out side by side; 0 for a plain matrix.</param>
/// <param name="FirstGate">The block that the first lane of a panel is taken from; the others follow in turn.</param>
/// <param name="Format">What a weight is stored as.</param>
readonly unsafe record struct PanelLayout(
    int Depth, int Columns, int Gates = 0, int FirstGate = 0, WeightFormat Format = WeightFormat.Float32)
{
    /// <summary>Lanes of a panel of a plain matrix; its last panel may have fewer.</summary>
    const int PlainLanes = 4;

    /// <summary>Columns that fall into panels: all, or those of one gate.</summary>
    public int Units => Gates == 0 ? Columns : Columns / Gates;

    /// <summary>Floats of the packed operand, enough for every lane.</summary>
    public int Length => checked(Rounding.RoundUp(Units, 16) * Math.Max(1, Gates) * Depth / (sizeof(float) / Format.Size()));

    /// <summary>Columns (of a gate) that a panel covers.</summary>
    public int Step(int width) => Gates == 0 ? PlainLanes * width : width;

    public int Count(int width) => Rounding.CeilDiv(Units, Step(width));

    public int Lanes(int panel, int width) => Gates == 0 ? Math.Min(PlainLanes, Rounding.CeilDiv(Columns - (panel * PlainLanes * width), width)) : Gates;

    /// <summary>The column of the operand with which a lane of a panel begins.</summary>
    public int Column(int panel, int lane, int width) =>
        Gates == 0 ? ((panel * PlainLanes) + lane) * width : ((lane + FirstGate) % Gates * Units) + (panel * width);

    /// <summary>How many of a lane's columns exist.</summary>
    public int Count(int panel, int lane, int width) =>
        Math.Min(width, Gates == 0 ? Columns - (((panel * PlainLanes) + lane) * width) : Units - (panel * width));

    /// <summary>Bytes of a line of a panel: all its lanes for one k.</summary>
    public int LineBytes(int panel, int width) => Lanes(panel, width) * width * Format.Size();

    /// <summary>Where a panel begins, or a line of it; all panels before it are whole.</summary>
    public byte* Panel(float* packed, int panel, int width, int line = 0) =>
        (byte*)packed + ((nint)panel * Depth * width * (Gates == 0 ? PlainLanes : Gates) * Format.Size()) + ((nint)line * LineBytes(panel, width));
}

namespace Unroll.Kernels.MatMul;

/// <summary>The operands of a tile. A is read at any strides; of B, all lanes of the tile lie side by side for every k.</summary>
unsafe struct TileProduct
{
    /// <summary>A: the first row of the tile at the first k.</summary>
    public float* Left;

    /// <summary>Floats from a row of A to the next, and from a k to the next.</summary>
    public nint LeftRow, LeftStep;

    /// <summary>B: a packed panel.</summary>
    public byte* Right;

    /// <summary>Bytes from a line of the panel to the next.</summary>
    public nint RightStep;

    /// <summary>What the panel holds.</summary>
    public WeightFormat Format;

    /// <summary>How many products a sum takes in.</summary>
    public int Depth;

    /// <summary>What the sums start from: null for zeros, a row stride of 0 for a bias, the result itself to go on.</summary>
    public float* Start;

    public nint StartRow, StartLane;

    public float* Result;

    public nint ResultRow, ResultLane;

    /// <summary>Memory that will be needed soon: one line of it is fetched at every k.</summary>
    public float* Ahead;

    public nint AheadStep;

    /// <summary>The same rows from a later lane on.</summary>
    public readonly TileProduct SkipLanes(int lanes, int width)
    {
        TileProduct later = this;
        later.Right += lanes * width * Format.Size();
        later.Start = Start == null ? null : Start + (lanes * StartLane);
        later.Result += lanes * ResultLane;
        return later;
    }

    /// <summary>Moves on by some rows.</summary>
    public void Skip(int rows)
    {
        Left += rows * LeftRow;
        Start = Start == null ? null : Start + (rows * StartRow);
        Result += rows * ResultRow;
    }
}

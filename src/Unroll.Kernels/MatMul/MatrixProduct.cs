using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.MatMul;

/// <summary>A matrix at any strides: element (i, j) lies at Values[i · RowStride + j · ColumnStride], so a transpose is a swap of the two.</summary>
readonly unsafe struct Matrix(float* values, nint rowStride, nint columnStride)
{
    public readonly float* Values = values;
    public readonly nint RowStride = rowStride;
    public readonly nint ColumnStride = columnStride;

    public Matrix Transposed => new(Values, ColumnStride, RowStride);

    public float* At(nint row, nint column) => Values + (row * RowStride) + (column * ColumnStride);
}

/// <summary>
/// C = start + A·B for the three transpositions of training. Blocks of C are independent parts; each packs its own slices of A and B, k-block by k-block,
/// and goes on from C, so an element is one chain of multiply-adds in ascending k whatever the blocks and workers.
/// </summary>
static unsafe class MatrixProduct
{
    const int DepthBlock = 256;
    const int RowBlock = 264;
    const int ColumnBlock = 256;

    /// <summary>Up to this many rows B is read where it lies: packing it would cost as much as the product.</summary>
    const int SkinnyRows = 4;

    /// <summary>C = A·B, bias + A·B or C + A·B. A: rows × depth, B: depth × columns, C: rows × columns.</summary>
    /// <param name="workers">Who shares the blocks.</param>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="columns">Columns of B and C.</param>
    /// <param name="depth">Columns of A, rows of B.</param>
    /// <param name="bias">A row that every row of C starts from, or empty.</param>
    /// <param name="c">The result.</param>
    /// <param name="cRow">Row stride of C.</param>
    /// <param name="accumulate">Whether C goes on from what it holds; then there is no bias.</param>
    public static void Run(Workers workers, MatrixView a, MatrixView b, int rows, int columns, int depth, ReadOnlySpan<float> bias, Span<float> c, int cRow,
        bool accumulate = false)
    {
        a.Check(rows, depth, nameof(a));
        b.Check(depth, columns, nameof(b));
        Lengths.Check(bias, bias.IsEmpty ? 0 : columns);
        Lengths.Check(c, rows == 0 ? 0 : ((long)(rows - 1) * cRow) + columns);
        fixed (float* aAt = a.Values, bAt = b.Values, biasAt = bias, cAt = c)
            Run(workers, a.At(aAt), b.At(bAt), rows, columns, depth, accumulate ? cAt : biasAt, accumulate ? cRow : 0, cAt, cRow);
    }

    /// <summary>Multiplies. A: rows × depth, B: depth × columns, C: rows × columns with unit column stride.</summary>
    /// <param name="workers">Who shares the blocks.</param>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="columns">Columns of B and C.</param>
    /// <param name="depth">Columns of A, rows of B.</param>
    /// <param name="start">What the sums start from: null for zeros, a row (stride 0) for a bias, C itself to accumulate.</param>
    /// <param name="startRow">Row stride of <paramref name="start"/>.</param>
    /// <param name="c">The result.</param>
    /// <param name="cRow">Row stride of C.</param>
    public static void Run(Workers workers, Matrix a, Matrix b, int rows, int columns, int depth, float* start, nint startRow, float* c, nint cRow)
    {
        if (Vector512.IsHardwareAccelerated)
            Run<Lane512>(workers, a, b, rows, columns, depth, start, startRow, c, cRow);
        else if (Vector256.IsHardwareAccelerated)
            Run<Lane256>(workers, a, b, rows, columns, depth, start, startRow, c, cRow);
        else
            Run<Lane128>(workers, a, b, rows, columns, depth, start, startRow, c, cRow);
    }

    public static void Run<TLane>(Workers workers, Matrix a, Matrix b, int rows, int columns, int depth, float* start, nint startRow, float* c, nint cRow)
        where TLane : struct, ILane<TLane>
    {
        if (rows == 0 || columns == 0)
            return;

        bool skinny = rows <= SkinnyRows && b.ColumnStride == 1;
        int rowBlocks = skinny ? rows : Blocks(rows, RowBlock);
        int columnBlocks = Blocks(columns, skinny ? 1024 : ColumnBlock);

        // Finer blocks when there are fewer of them than workers; small products stay on one.
        bool small = (long)rows * columns * depth < 64 * 1024;
        while (!small && rowBlocks * columnBlocks < 2 * workers.Count && columns / columnBlocks > 2 * MatrixTile<TLane>.Columns)
            columnBlocks++;

        var job = new Job<TLane>
        {
            Workers = workers, A = a, B = b, Start = start, StartRow = startRow, C = c, CRow = cRow, Rows = rows, Columns = columns, Depth = depth,
            RowBlock = RoundUp((rows + rowBlocks - 1) / rowBlocks, skinny ? 1 : TLane.TileRows),
            ColumnBlock = RoundUp((columns + columnBlocks - 1) / columnBlocks, MatrixTile<TLane>.Columns),
            Skinny = skinny,
        };
        job.ColumnBlocks = (columns + job.ColumnBlock - 1) / job.ColumnBlock;
        int parts = (rows + job.RowBlock - 1) / job.RowBlock * job.ColumnBlocks;
        if (small)
            workers.RunAlone(ref job, parts);
        else
            workers.Run(ref job, parts);
    }

    static int Blocks(int size, int block) => (size + block - 1) / block;

    static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    struct Job<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public Workers Workers;
        public Matrix A, B;
        public float* Start, C;
        public nint StartRow, CRow;
        public int Rows, Columns, Depth, RowBlock, ColumnBlock, ColumnBlocks;
        public bool Skinny;

        public readonly void Execute(int part, int worker)
        {
            int row = part / ColumnBlocks * RowBlock, column = part % ColumnBlocks * ColumnBlock;
            int rows = Math.Min(RowBlock, Rows - row), columns = Math.Min(ColumnBlock, Columns - column);
            float* start = Start == null ? null : Start + (row * StartRow) + column;
            float* c = C + (row * CRow) + column;
            if (Depth == 0)
                Fill(start, c, rows, columns);
            else if (Skinny)
                for (int i = 0; i < rows; i++)
                    RowProduct<TLane>.Run(A.At(row + i, 0), A.ColumnStride, B.At(0, column), B.RowStride, Depth, columns,
                        start == null ? null : start + (i * StartRow), c + (i * CRow));
            else
                Block(row, column, rows, columns, start, c, Workers.Scratch(worker));
        }

        readonly void Block(int row, int column, int rows, int columns, float* start, float* c, float* scratch)
        {
            int tile = TLane.TileRows, panel = MatrixTile<TLane>.Columns;
            float* packedA = scratch, packedB = scratch + ((RowBlock + tile) * DepthBlock);
            nint startRow = StartRow;
            for (int k = 0; k < Depth; k += DepthBlock)
            {
                int depth = Math.Min(DepthBlock, Depth - k);
                Packing<TLane>.Rows(A.At(row, k), A.RowStride, A.ColumnStride, rows, depth, packedA);
                Packing<TLane>.Columns(B.At(k, column), B.RowStride, B.ColumnStride, depth, columns, packedB);
                for (int j = 0; j < columns; j += panel)
                    for (int i = 0; i < rows; i += tile)
                        MatrixTile<TLane>.Run(packedA + ((nint)i * depth), tile, packedB + ((nint)j * depth), depth, Math.Min(tile, rows - i),
                            Math.Min(panel, columns - j), start == null ? null : start + (i * startRow) + j, startRow, c + (i * CRow) + j, CRow);
                start = c;
                startRow = CRow;
            }
        }

        readonly void Fill(float* start, float* c, int rows, int columns)
        {
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++)
                    c[(i * CRow) + j] = start == null ? 0 : start[(i * StartRow) + j];
        }
    }
}

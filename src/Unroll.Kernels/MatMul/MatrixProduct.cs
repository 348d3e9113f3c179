using Unroll.Kernels.Simd;

namespace Unroll.Kernels.MatMul;

/// <summary>
/// C = start + A·B where B was packed beforehand (weights: once for all rows) and A is read where it lies. The workers share blocks of rows, or panels where
/// rows are few. An element is one chain of multiply-adds in ascending k whatever the blocks and workers.
/// </summary>
static unsafe class MatrixProduct
{
    /// <summary>k at a time: a panel of so many lies in the second-level cache beside the rows that are multiplied with it.</summary>
    const int DepthBlock = 1024;

    const int RowBlock = 132;

    /// <summary>Multiply-adds below which waking another worker costs more than it saves.</summary>
    const long SmallProduct = 64 * 1024;

    /// <summary>C = A·B, bias + A·B or C + A·B. A: rows × depth, C: rows × columns.</summary>
    /// <param name="workers">Who shares the blocks.</param>
    /// <param name="a">The left operand.</param>
    /// <param name="packed">The right operand in panels.</param>
    /// <param name="layout">How it was packed: a plain matrix.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="bias">A row that every row of C starts from, or empty.</param>
    /// <param name="c">The result.</param>
    /// <param name="cRow">Row stride of C.</param>
    /// <param name="accumulate">Whether C goes on from what it holds; then there is no bias.</param>
    /// <param name="laneWidth">As in <see cref="Packing"/>.</param>
    public static void Run(Workers workers, MatrixView a, ReadOnlySpan<float> packed, PanelLayout layout, int rows, ReadOnlySpan<float> bias, Span<float> c,
        int cRow, bool accumulate = false, int laneWidth = 0)
    {
        a.Check(rows, layout.Depth, nameof(a));
        Lengths.Check(packed, layout.Length);
        Lengths.Check(bias, bias.IsEmpty ? 0 : layout.Columns);
        Lengths.Check(c, rows == 0 || layout.Columns == 0 ? 0 : ((long)(rows - 1) * cRow) + layout.Columns);
        fixed (float* aAt = a.Values, packedAt = packed, biasAt = bias, cAt = c)
        {
            float* start = accumulate ? cAt : biasAt;
            nint startRow = accumulate ? cRow : 0;
            switch (laneWidth == 0 ? Hardware.Width : laneWidth)
            {
                case 16: Run<Lane512>(workers, a.At(aAt), packedAt, layout, rows, start, startRow, cAt, cRow); break;
                case 8: Run<Lane256>(workers, a.At(aAt), packedAt, layout, rows, start, startRow, cAt, cRow); break;
                case 4: Run<Lane128>(workers, a.At(aAt), packedAt, layout, rows, start, startRow, cAt, cRow); break;
                default: Run<LaneScalar>(workers, a.At(aAt), packedAt, layout, rows, start, startRow, cAt, cRow); break;
            }
        }
    }

    static void Run<TLane>(Workers workers, Matrix a, float* packed, PanelLayout layout, int rows, float* start, nint startRow, float* c, nint cRow)
        where TLane : struct, ILane<TLane>
    {
        if (rows == 0 || layout.Columns == 0)
            return;

        bool isSmall = (long)rows * layout.Columns * layout.Depth < SmallProduct;
        int threads = isSmall ? 1 : workers.Count, panels = layout.Count(TLane.Width);
        int rowBlocks = RoundUp((rows + RowBlock - 1) / RowBlock, rows > RowBlock / 2 ? threads : 1);
        var job = new Job<TLane>
        {
            A = a, Packed = packed, Layout = layout, Start = start, StartRow = startRow, C = c, CRow = cRow, Rows = rows,
            RowBlock = RoundUp((rows + rowBlocks - 1) / rowBlocks, MatrixTile<TLane, LaneRow4<TLane>>.MostRows),
        };
        rowBlocks = (rows + job.RowBlock - 1) / job.RowBlock;
        job.PanelBlock = rowBlocks >= threads ? panels : Math.Max(1, panels * rowBlocks / (2 * threads));
        job.PanelBlocks = (panels + job.PanelBlock - 1) / job.PanelBlock;
        if (isSmall)
            workers.RunAlone(ref job, rowBlocks * job.PanelBlocks);
        else
            workers.Run(ref job, rowBlocks * job.PanelBlocks);
    }

    static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    struct Job<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public Matrix A;
        public float* Packed, Start, C;
        public PanelLayout Layout;
        public nint StartRow, CRow;
        public int Rows, RowBlock, PanelBlock, PanelBlocks;

        public readonly void Execute(int part, int worker)
        {
            int row = part / PanelBlocks * RowBlock, rows = Math.Min(RowBlock, Rows - row);
            int first = part % PanelBlocks * PanelBlock, end = Math.Min(first + PanelBlock, Layout.Count(TLane.Width));
            float* start = Start == null ? null : Start + (row * StartRow);
            nint startRow = StartRow;
            int k = 0;
            do
            {
                int depth = Math.Min(DepthBlock, Layout.Depth - k);
                for (int panel = first; panel < end; panel++)
                {
                    int column = panel * Layout.Step(TLane.Width), lanes = Layout.Lanes(panel, TLane.Width);
                    float* result = C + (row * CRow) + column;
                    var tile = new TileProduct
                    {
                        Left = A.At(row, k), LeftRow = A.RowStride, LeftStep = A.ColumnStride, Depth = depth,
                        Right = Packed + Layout.Offset(panel, TLane.Width) + ((nint)k * lanes * TLane.Width), RightStep = lanes * TLane.Width,
                        Start = start == null ? null : start + column, StartRow = startRow, Result = result, ResultRow = CRow, Ahead = C,
                    };
                    PanelProduct<TLane>.Run(ref tile, rows, Math.Min(lanes * TLane.Width, Layout.Columns - column));
                }

                start = C + (row * CRow);
                startRow = CRow;
                k += DepthBlock;
            }
            while (k < Layout.Depth);
        }
    }
}

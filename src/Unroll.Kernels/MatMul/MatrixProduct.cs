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
            var kernel = new Kernel
            {
                Workers = workers, A = a.At(aAt), Packed = packedAt, Layout = layout, Rows = rows,
                Start = accumulate ? cAt : biasAt, StartRow = accumulate ? cRow : 0, C = cAt, CRow = cRow,
            };
            Lanes.Run(ref kernel, laneWidth);
        }
    }

    struct Kernel : ILaneKernel
    {
        public Workers Workers;
        public Matrix A;
        public float* Packed, Start, C;
        public PanelLayout Layout;
        public nint StartRow, CRow;
        public int Rows;

        public readonly void Run<TLane>() where TLane : struct, ILane<TLane>
        {
            if (Rows == 0 || Layout.Columns == 0)
                return;

            bool isSmall = (long)Rows * Layout.Columns * Layout.Depth < SmallProduct;
            int threads = isSmall ? 1 : Workers.Count, panels = Layout.Count(TLane.Width);
            int rowBlocks = Rounding.RoundUp(Rounding.CeilDiv(Rows, RowBlock), Rows > RowBlock / 2 ? threads : 1);
            var job = new Job<TLane>
            {
                Product = this, RowBlock = Rounding.RoundUp(Rounding.CeilDiv(Rows, rowBlocks), PanelTile<TLane>.MostRows(lanes: 4)),
            };
            rowBlocks = Rounding.CeilDiv(Rows, job.RowBlock);
            job.PanelBlock = rowBlocks >= threads ? panels : Math.Max(1, panels * rowBlocks / (2 * threads));
            job.PanelBlocks = Rounding.CeilDiv(panels, job.PanelBlock);
            if (isSmall)
                Workers.RunAlone(ref job, rowBlocks * job.PanelBlocks);
            else
                Workers.Run(ref job, rowBlocks * job.PanelBlocks);
        }
    }

    struct Job<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public Kernel Product;
        public int RowBlock, PanelBlock, PanelBlocks;

        public readonly void Execute(int part, int worker)
        {
            int row = part / PanelBlocks * RowBlock, rows = Math.Min(RowBlock, Product.Rows - row);
            int first = part % PanelBlocks * PanelBlock, end = Math.Min(first + PanelBlock, Product.Layout.Count(TLane.Width));
            float* start = Product.Start == null ? null : Product.Start + (row * Product.StartRow);
            nint startRow = Product.StartRow;
            int k = 0;
            do
            {
                int depth = Math.Min(DepthBlock, Product.Layout.Depth - k);
                for (int panel = first; panel < end; panel++)
                {
                    int column = panel * Product.Layout.Step(TLane.Width), lanes = Product.Layout.Lanes(panel, TLane.Width);
                    float* result = Product.C + (row * Product.CRow) + column;
                    var tile = new TileProduct
                    {
                        Left = Product.A.At(row, k), LeftRow = Product.A.RowStride, LeftStep = Product.A.ColumnStride, Depth = depth,
                        Right = Product.Layout.Panel(Product.Packed, panel, TLane.Width, k), RightStep = Product.Layout.LineBytes(panel, TLane.Width),
                        Format = Product.Layout.Format,
                        Start = start == null ? null : start + column, StartRow = startRow, Result = result, ResultRow = Product.CRow, Ahead = Product.C,
                    };
                    PanelProduct<TLane>.Run(ref tile, rows, Math.Min(lanes * TLane.Width, Product.Layout.Columns - column));
                }

                start = Product.C + (row * Product.CRow);
                startRow = Product.CRow;
                k += DepthBlock;
            }
            while (k < Product.Layout.Depth);
        }
    }
}

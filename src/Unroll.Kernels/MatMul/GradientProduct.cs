using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.MatMul;

/// <summary>
/// The gradients of weights: Aᵀ·B over all steps and rows of a batch, for several A at once (states, inputs, and the ones of the bias), so that
/// B, the gradients of the gates, is read once for all. Parts are blocks of the result; each packs its slice of A, and panel by panel that of B, block by
/// block in k, and keeps its sums, so an element is one chain of multiply-adds in ascending k.
/// </summary>
static unsafe class GradientProduct
{
    const int DepthBlock = 256;
    const int RowBlock = 288;
    const int ColumnBlock = 512;

    /// <summary>Floats that a part packs: a block of A, whose rows fill an odd number of lines, and a panel of B.</summary>
    public const int ScratchLength = DepthBlock * ((RowBlock | 16) + (4 * 16));

    /// <param name="workers">Who shares the blocks.</param>
    /// <param name="first">A left operand with its gradient.</param>
    /// <param name="second">Another one, or default.</param>
    /// <param name="third">Another one, or default.</param>
    /// <param name="fourth">Another one, or default.</param>
    /// <param name="b">[depth, columns] at a row stride: the gradients that all share.</param>
    /// <param name="bStride">Its row stride.</param>
    /// <param name="columns">Columns of B and of the gradients.</param>
    /// <param name="depth">Rows of B and of every A.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane; 0 for the widest.</param>
    public static void Run(Workers workers, GradientSource first, GradientSource second, GradientSource third, GradientSource fourth,
        ReadOnlySpan<float> b, int bStride, int columns, int depth, int laneWidth = 0)
    {
        first.Check(depth, columns);
        second.Check(depth, columns);
        third.Check(depth, columns);
        fourth.Check(depth, columns);
        Lengths.Check(b, depth == 0 ? 0 : ((long)(depth - 1) * bStride) + columns);
        fixed (float* a0 = first.Values, a1 = second.Values, a2 = third.Values, a3 = fourth.Values)
        fixed (float* c0 = first.Gradient, c1 = second.Gradient, c2 = third.Gradient, c3 = fourth.Gradient, bAt = b)
        {
            var operands = new Operands
            {
                First = new Source(first, a0, c0), Second = new Source(second, a1, c1), Third = new Source(third, a2, c2),
                Fourth = new Source(fourth, a3, c3), B = bAt, BStride = bStride, Columns = columns, Depth = depth,
            };
            var kernel = new Kernel { Workers = workers, Operands = operands };
            Lanes.Run(ref kernel, laneWidth);
        }
    }

    struct Kernel : ILaneKernel
    {
        public Workers Workers;
        public Operands Operands;

        public readonly void Run<TLane>() where TLane : struct, ILane<TLane>
        {
            int rows = Operands.Rows, columns = Operands.Columns, panel = new PanelLayout(Operands.Depth, columns).Step(TLane.Width);
            if (rows == 0 || columns == 0)
                return;

            // Blocks as even as can be, and at least as many as workers.
            int rowBlocks = Rounding.CeilDiv(rows, RowBlock), columnBlocks = Rounding.CeilDiv(columns, ColumnBlock);
            while (rowBlocks * columnBlocks < Workers.Count && columns / columnBlocks >= 2 * panel)
                columnBlocks++;
            while (rowBlocks * columnBlocks < Workers.Count && rows / rowBlocks >= 12)
                rowBlocks++;
            var job = new Job<TLane>
            {
                Workers = Workers, Operands = Operands, RowBlock = Rounding.RoundUp(Rounding.CeilDiv(rows, rowBlocks), 6),
                ColumnBlock = Rounding.RoundUp(Rounding.CeilDiv(columns, columnBlocks), panel),
            };
            job.ColumnBlocks = Rounding.CeilDiv(columns, job.ColumnBlock);
            int parts = Rounding.CeilDiv(rows, job.RowBlock) * job.ColumnBlocks;
            if ((long)rows * columns * Operands.Depth < 64 * 1024)
                Workers.RunAlone(ref job, parts);
            else
                Workers.Run(ref job, parts);
        }
    }

    readonly struct Source(GradientSource source, float* values, float* gradient)
    {
        public readonly float* Values = values, Gradient = gradient;
        public readonly nint Stride = source.Stride, GradientStride = source.GradientStride;
        public readonly int Columns = source.Columns;
        public readonly bool Accumulate = source.Accumulate;
    }

    struct Operands
    {
        public Source First, Second, Third, Fourth;
        public float* B;
        public nint BStride;
        public int Columns, Depth;

        public readonly int Rows => First.Columns + Second.Columns + Third.Columns + Fourth.Columns;

        /// <summary>The operand that a row of the result belongs to, and which of its rows it is.</summary>
        public readonly Source Of(int row, out int own)
        {
            own = row;
            if (own < First.Columns)
                return First;
            own -= First.Columns;
            if (own < Second.Columns)
                return Second;
            own -= Second.Columns;
            if (own < Third.Columns)
                return Third;
            own -= Third.Columns;
            return Fourth;
        }
    }

    struct Job<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public Workers Workers;
        public Operands Operands;
        public int RowBlock, ColumnBlock, ColumnBlocks;

        public readonly void Execute(int part, int worker)
        {
            int row = part / ColumnBlocks * RowBlock, column = part % ColumnBlocks * ColumnBlock;
            int rows = Math.Min(RowBlock, Operands.Rows - row), columns = Math.Min(ColumnBlock, Operands.Columns - column);
            // An odd number of lines from row to row, so that the rows of a block spread over the whole cache.
            int aStride = Rounding.RoundUp(rows, 16) | 16;
            float* a = Workers.Scratch(worker), right = a + (DepthBlock * aStride);
            int k = 0;
            do
            {
                int depth = Math.Min(DepthBlock, Operands.Depth - k);
                PackLeft(row, rows, k, depth, a, aStride);
                Multiply(row, rows, column, columns, k, depth, a, aStride, right);
                k += DepthBlock;
            }
            while (k < Operands.Depth);
        }

        readonly void Multiply(int row, int rows, int column, int columns, int k, int depth, float* a, nint aStride, float* right)
        {
            var layout = new PanelLayout(depth, columns);
            int most = PanelTile<TLane>.MostRows(lanes: 4), width = TLane.Width, fetched = 0;
            int ahead = Math.Min(DepthBlock, Operands.Depth - k - depth);
            for (int panel = 0; panel < layout.Count(width); panel++)
            {
                int first = panel * layout.Step(width), stride = layout.Lanes(panel, width) * width, count = Math.Min(stride, columns - first);
                PackRight(Operands.B + (k * Operands.BStride) + column + first, count, depth, right, stride);
                var tile = new TileProduct { LeftRow = 1, LeftStep = aStride, Right = (byte*)right, RightStep = stride * sizeof(float), Depth = depth };
                for (int i = 0; i < rows;)
                {
                    Source source = Operands.Of(row + i, out int own);
                    tile.Left = a + i;
                    tile.Result = source.Gradient + (own * source.GradientStride) + column + first;
                    tile.StartRow = tile.ResultRow = source.GradientStride;
                    tile.Start = k > 0 || source.Accumulate ? tile.Result : null;
                    for (int some, end = Math.Min(rows, i + source.Columns - own); i < end; i += some)
                    {
                        some = Math.Min(most, end - i);
                        tile.Ahead = right;
                        tile.AheadStep = 0;
                        if (fetched < ahead)
                            FetchAhead(ref tile, k + depth + fetched++, column, columns);
                        PanelProduct<TLane>.Run(ref tile, some, count);
                    }
                }
            }
        }

        /// <summary>While a tile is computed, a row of the next block of B is on its way to the cache, line after line: a page is looked up once.</summary>
        readonly void FetchAhead(ref TileProduct tile, int row, int column, int columns)
        {
            tile.Ahead = Operands.B + (row * Operands.BStride) + column;
            tile.AheadStep = Rounding.CeilDiv(columns, tile.Depth);
        }

        /// <summary>[depth, rows]: the columns of all left operands side by side.</summary>
        readonly void PackLeft(int row, int rows, int k, int depth, float* a, int aStride)
        {
            for (int i = 0; i < rows;)
            {
                Source source = Operands.Of(row + i, out int own);
                int count = Math.Min(rows - i, source.Columns - own);
                if (source.Values == null)
                    for (int line = 0; line < depth; line++)
                        a[(line * aStride) + i] = 1;
                else
                    CopyLines(source.Values + (k * source.Stride) + own, source.Stride, depth, count, a + i, aStride);
                i += count;
            }
        }

        /// <summary>[depth, stride]: a panel of B, line after line. Where its last lane reaches beyond the columns, zeros take their place.</summary>
        readonly void PackRight(float* from, int columns, int depth, float* right, int stride)
        {
            if (columns < stride)
                new Span<float>(right, depth * stride).Clear();
            CopyLines(from, Operands.BStride, depth, columns, right, stride);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static void CopyLines(float* from, nint fromStride, int lines, int count, float* to, nint toStride)
        {
            for (; lines > 0; lines--, from += fromStride, to += toStride)
            {
                int i = 0;
                for (; i + TLane.Width <= count; i += TLane.Width)
                    TLane.Store(TLane.Load(from + i), to + i);
                for (; i < count; i++)
                    to[i] = from[i];
            }
        }
    }
}

using System.Runtime.InteropServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Orthogonal;

/// <summary>
/// Takes out of columns X of a matrix their parts along orthonormal columns Q: X − Q(QᵀX), two matrix products. Each element of a product is one chain of
/// multiply-adds in ascending order, so neither tiles, nor threads, nor the lane's width change a bit.
/// </summary>
static unsafe class Projection
{
    /// <summary>Products of a chain that a tile takes in before the next tile has its turn: both operands stay in the first-level cache.</summary>
    const int Depth = 128;

    /// <summary>The most rows and columns of a result that a thread computes at a time.</summary>
    const int Block = 128;

    const int Alignment = 64;

    /// <summary>X ← X − Q(QᵀX).</summary>
    /// <param name="matrix">Holds both.</param>
    /// <param name="unit">The first column of Q; a multiple of 16.</param>
    /// <param name="units">How many there are; a multiple of 16, at least 16.</param>
    /// <param name="first">The first column of X; a multiple of 16.</param>
    /// <param name="count">How many there are; a multiple of 16, at least 16.</param>
    /// <param name="laneWidth">16, 8 or 4 floats a lane; 0 for the widest.</param>
    public static void Run(TallMatrix matrix, int unit, int units, int first, int count, int laneWidth = 0)
    {
        double* factors = (double*)NativeMemory.AlignedAlloc((nuint)units * (nuint)count * sizeof(double), Alignment);
        try
        {
            var job = new Job(matrix, factors, unit, units, first, count);
            switch (Lanes.WidthOr(laneWidth))
            {
                case 16: job.Run<DoubleLane512>(); break;
                case 8: job.Run<DoubleLane256>(); break;
                default: job.Run<DoubleLane128>(); break;
            }
        }
        finally
        {
            NativeMemory.AlignedFree(factors);
        }
    }

    sealed class Job(TallMatrix matrix, double* factors, int unit, int units, int first, int count)
    {
        readonly nint _stride = matrix.Stride;
        readonly double* _units = matrix.Values + unit;
        readonly double* _columns = matrix.Values + first;

        /// <summary>−QᵀX: for each panel of 16 columns of X, a row of 16 doubles for each column of Q.</summary>
        readonly double* _factors = factors;

        public void Run<TLane>() where TLane : struct, IDoubleLane<TLane>
        {
            // Small products fall into small blocks, so that there is one for every thread.
            int block = Math.Clamp(Rounding.RoundUp(Math.Max(units, count) / 4, ProjectionTile.Columns), ProjectionTile.Columns, Block);
            Parts unitParts = new(units, block), columnParts = new(count, block), rowParts = new(matrix.PaddedRows, Block);
            Parallel.For(0, unitParts.Count * columnParts.Count, task =>
                Measure<TLane>(unitParts.Range(task % unitParts.Count), columnParts.Range(task / unitParts.Count)));
            Parallel.For(0, rowParts.Count, task => Subtract<TLane>(rowParts.Range(task)));
        }

        /// <summary>A block of −QᵀX. Both operands are copied to where the tiles read them one after another.</summary>
        void Measure<TLane>((int First, int End) unitRange, (int First, int End) columnRange) where TLane : struct, IDoubleLane<TLane>
        {
            double* scratch = stackalloc double[(Depth * (Block + ProjectionTile.Columns)) + (Alignment / sizeof(double))];
            double* left = (double*)(((nuint)scratch + Alignment - 1) / Alignment * Alignment), right = left + (Depth * Block);
            for (int column = columnRange.First; column < columnRange.End; column += ProjectionTile.Columns)
                Factors(column, unitRange).Clear();
            for (int row = 0; row < matrix.PaddedRows; row += Depth)
            {
                int depth = Math.Min(Depth, matrix.PaddedRows - row);
                for (int i = unitRange.First; i < unitRange.End; i += ProjectionTile.Rows)
                    Copy<TLane>(_units + (row * _stride) + i, left + ((i - unitRange.First) * Depth), depth, ProjectionTile.Rows);
                for (int column = columnRange.First; column < columnRange.End; column += ProjectionTile.Columns)
                {
                    Copy<TLane>(_columns + (row * _stride) + column, right, depth, ProjectionTile.Columns);
                    for (int i = unitRange.First; i < unitRange.End; i += ProjectionTile.Rows)
                        ProjectionTile.Run<TLane>(
                            left + ((i - unitRange.First) * Depth), 1, ProjectionTile.Rows, right, depth,
                            _factors + ((nint)column * units) + (i * ProjectionTile.Columns), ProjectionTile.Columns);
                }
            }

            for (int column = columnRange.First; column < columnRange.End; column += ProjectionTile.Columns)
                foreach (ref double factor in Factors(column, unitRange))
                    factor = -factor;
        }

        /// <summary>X + Q(−QᵀX) for some rows.</summary>
        void Subtract<TLane>((int First, int End) rows) where TLane : struct, IDoubleLane<TLane>
        {
            for (int i = 0; i < units; i += Depth)
                for (int column = 0; column < count; column += ProjectionTile.Columns)
                    for (int row = rows.First; row < rows.End; row += ProjectionTile.Rows)
                        ProjectionTile.Run<TLane>(
                            _units + (row * _stride) + i, _stride, 1, _factors + ((nint)column * units) + (i * ProjectionTile.Columns),
                            Math.Min(Depth, units - i),
                            _columns + (row * _stride) + column, _stride);
        }

        Span<double> Factors(int column, (int First, int End) unitRange) => new(
            _factors + ((nint)column * units) + (unitRange.First * ProjectionTile.Columns), (unitRange.End - unitRange.First) * ProjectionTile.Columns);

        void Copy<TLane>(double* from, double* to, int rows, int columns) where TLane : struct, IDoubleLane<TLane>
        {
            for (int row = 0; row < rows; row++, from += _stride, to += columns)
                for (int i = 0; i < columns; i += TLane.Width)
                    TLane.Store(TLane.Load(from + i), to + i);
        }
    }
}

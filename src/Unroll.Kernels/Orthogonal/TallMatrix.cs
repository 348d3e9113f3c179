using System.Runtime.InteropServices;

namespace Unroll.Kernels.Orthogonal;

/// <summary>
/// A matrix of doubles, row after row, that is padded with zeros to whole tiles of <see cref="ProjectionTile"/>. An odd number of cache lines lies
/// between rows, so that a column does not fall into a few sets of the cache.
/// </summary>
sealed unsafe class TallMatrix : IDisposable
{
    /// <summary>Rows and columns of the transposed blocks.</summary>
    const int Block = 64;

    const int Alignment = 64;

    /// <summary>A matrix whose rows must be filled.</summary>
    public TallMatrix(int rows, int columns)
    {
        (Rows, Columns) = (rows, columns);
        PaddedRows = Rounding.RoundUp(rows, ProjectionTile.Rows);
        PaddedColumns = Rounding.RoundUp(columns, ProjectionTile.Columns);
        Stride = PaddedColumns + (Alignment / sizeof(double));
        Values = (double*)NativeMemory.AlignedAlloc(checked((nuint)PaddedRows * (nuint)Stride * sizeof(double)), Alignment);
        for (int row = 0; row < PaddedRows; row++)
            new Span<double>(Values + (row * Stride), (int)Stride)[(row < rows ? columns : 0)..].Clear();
    }

    ~TallMatrix() => NativeMemory.AlignedFree(Values);

    public int Rows { get; }

    public int Columns { get; }

    public int PaddedRows { get; }

    public int PaddedColumns { get; }

    /// <summary>Doubles from a row to the next.</summary>
    public nint Stride { get; }

    public double* Values { get; private set; }

    /// <summary>The columns of a row.</summary>
    public Span<double> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows);
        return new(Values + (row * Stride), Columns);
    }

    /// <summary>Writes the elements times a factor as floats, row after row.</summary>
    /// <param name="values">Rows · columns floats.</param>
    /// <param name="factor">What each element is multiplied by.</param>
    /// <param name="transposed">Column after column instead.</param>
    public void CopyTo(Span<float> values, double factor, bool transposed)
    {
        Lengths.Check<float>(values, (long)Rows * Columns);
        fixed (float* start = values)
        {
            float* target = start;
            (nint rowStep, nint columnStep) = transposed ? (1, (nint)Rows) : (Columns, 1);
            Parallel.For(0, Rounding.CeilDiv(Rows, Block), block =>
            {
                (int first, int end) = new Parts(Rows, Block).Range(block);
                for (int left = 0; left < Columns; left += Block)
                    for (int column = left; column < Math.Min(left + Block, Columns); column++)
                        for (int row = first; row < end; row++)
                            target[(row * rowStep) + (column * columnStep)] = (float)(factor * Values[(row * Stride) + column]);
            });
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(Values);
        Values = null;
        GC.SuppressFinalize(this);
    }
}

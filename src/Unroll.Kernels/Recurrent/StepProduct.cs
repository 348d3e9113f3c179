using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>The product of one time step: rows of a state times recurrent weights that were packed once for the whole sequence.</summary>
readonly unsafe struct StepProduct<TLane> where TLane : struct, ILane<TLane>
{
    const int DepthBlock = 256;
    const int RowBlock = 240;

    /// <summary>Up to this many rows a step reads the weights where they lie.</summary>
    const int DirectRows = 2;

    /// <summary>Weights from which on a few rows are worth the meeting of all workers at every step: they are then more than a core reads in 20 µs.</summary>
    const int SharedWeights = 1 << 19;

    readonly Matrix _weights;
    readonly Workers? _shared;
    readonly float* _packed;
    readonly int _depth;
    readonly int _columns;

    /// <param name="weights">depth × columns at any strides.</param>
    /// <param name="depth">Rows of the weights.</param>
    /// <param name="columns">Columns of the weights.</param>
    /// <param name="rowsPerPart">Rows of the batch that one worker takes through time.</param>
    /// <param name="packed">Room for the packed weights: <see cref="Length"/> floats; unused when few rows read them directly.</param>
    /// <param name="shared">The workers that split the columns of each step's product, when <see cref="IsShared"/>; else null.</param>
    public StepProduct(Matrix weights, int depth, int columns, int rowsPerPart, float* packed, Workers? shared = null)
    {
        (_weights, _depth, _columns, _shared) = (weights, depth, columns, shared);
        if (rowsPerPart <= DirectRows && weights.ColumnStride == 1)
            return;
        _packed = packed;
        Packing<TLane>.Columns(weights.Values, weights.RowStride, weights.ColumnStride, depth, columns, packed);
    }

    /// <summary>Floats of packed weights, enough for every lane.</summary>
    public static int Length(int depth, int columns) => Packing<Lane512>.ColumnsLength(depth, columns);

    /// <summary>
    /// Whether there are fewer rows than workers and so many weights that the workers split units instead of rows and meet once a step. Then one part holds
    /// all rows.
    /// </summary>
    public static bool IsShared(Workers workers, int batch, int depth, int columns) =>
        batch < workers.Count && batch <= DirectRows && (long)depth * columns >= SharedWeights;

    /// <summary>c = start + a·weights for rows of a. start: null for zeros, a row stride of 0 for a bias, c to go on.</summary>
    public void Run(float* a, nint aRow, int rows, float* start, nint startRow, float* c, nint cRow, float* scratch)
    {
        if (_shared is { } workers)
        {
            MatrixProduct.Run<TLane>(workers, new Matrix(a, aRow, 1), _weights, rows, _columns, _depth, start, startRow, c, cRow);
            return;
        }

        if (_packed == null)
        {
            for (int row = 0; row < rows; row++)
                RowProduct<TLane>.Run(a + (row * aRow), 1, _weights.Values, _weights.RowStride, _depth, _columns,
                    start == null ? null : start + (row * startRow), c + (row * cRow));
            return;
        }

        for (int row = 0; row < rows; row += RowBlock)
            Block(a + (row * aRow), aRow, Math.Min(RowBlock, rows - row), start == null ? null : start + (row * startRow), startRow, c + (row * cRow), cRow, scratch);
    }

    void Block(float* a, nint aRow, int rows, float* start, nint startRow, float* c, nint cRow, float* scratch)
    {
        int tile = TLane.TileRows, panel = MatrixTile<TLane>.Columns;
        for (int k = 0; k < _depth; k += DepthBlock)
        {
            int depth = Math.Min(DepthBlock, _depth - k);
            Packing<TLane>.Rows(a + k, aRow, 1, rows, depth, scratch);
            for (int j = 0; j < _columns; j += panel)
            {
                float* b = _packed + ((nint)j * _depth) + ((nint)k * panel);
                for (int i = 0; i < rows; i += tile)
                    MatrixTile<TLane>.Run(scratch + ((nint)i * depth), tile, b, depth, Math.Min(tile, rows - i), Math.Min(panel, _columns - j),
                        start == null ? null : start + (i * startRow) + j, startRow, c + (i * cRow) + j, cRow);
            }

            start = c;
            startRow = cRow;
        }
    }
}

using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.MatMul;

/// <summary>Copies matrices into the order in which <see cref="MatrixTile{TLane}"/> reads them.</summary>
static unsafe class Packing<TLane> where TLane : struct, ILane<TLane>
{
    /// <summary>Floats that a packed right operand takes, in the widest lane's panels.</summary>
    public static int ColumnsLength(int depth, int columns)
    {
        int panel = MatrixTile<TLane>.Columns;
        return (columns + panel - 1) / panel * panel * depth;
    }

    /// <summary>A, rows × depth at any strides, becomes tiles of TileRows rows: [tile, depth, TileRows]. Missing rows of the last tile stay as they are.</summary>
    public static void Rows(float* a, nint rowStride, nint columnStride, int rows, int depth, float* packed)
    {
        int tile = TLane.TileRows;
        for (int first = 0; first < rows; first += tile)
        {
            int count = Math.Min(tile, rows - first);
            float* source = a + (first * rowStride);
            if (rowStride == 1)
                for (int k = 0; k < depth; k++)
                    Unsafe.CopyBlockUnaligned(packed + (k * tile), source + (k * columnStride), (uint)(count * sizeof(float)));
            else
                Transpose(source, rowStride, columnStride, count, depth, packed, tile);
            packed += (nint)tile * depth;
        }
    }

    /// <summary>B, depth × columns at any strides, becomes panels of two lanes: [panel, depth, 2·Width], the last one padded with zeros.</summary>
    public static void Columns(float* b, nint rowStride, nint columnStride, int depth, int columns, float* packed)
    {
        int panel = MatrixTile<TLane>.Columns;
        for (int first = 0; first < columns; first += panel)
        {
            int count = Math.Min(panel, columns - first);
            float* source = b + (first * columnStride);
            if (count < panel)
                new Span<float>(packed, panel * depth).Clear();
            if (columnStride == 1)
                for (int k = 0; k < depth; k++)
                    Unsafe.CopyBlockUnaligned(packed + (k * panel), source + (k * rowStride), (uint)(count * sizeof(float)));
            else
                Transpose(source, columnStride, rowStride, count, depth, packed, panel);
            packed += (nint)panel * depth;
        }
    }

    /// <summary>Blocks of eight keep both the lines read and the lines written in the first-level cache.</summary>
    static void Transpose(float* source, nint majorStride, nint minorStride, int major, int minor, float* destination, nint step)
    {
        for (int block = 0; block < minor; block += 8)
        {
            int end = Math.Min(block + 8, minor);
            for (int i = 0; i < major; i++)
            {
                float* line = source + (i * majorStride);
                for (int k = block; k < end; k++)
                    destination[(k * step) + i] = line[k * minorStride];
            }
        }
    }
}

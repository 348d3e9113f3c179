using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
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
    public static void Rows(float* a, nint rowStride, nint columnStride, int rows, int depth, float* packed) =>
        Pack(a, rowStride, columnStride, rows, depth, packed, TLane.TileRows);

    /// <summary>B, depth × columns at any strides, becomes panels of two lanes: [panel, depth, 2·Width], the last one padded with zeros.</summary>
    public static void Columns(float* b, nint rowStride, nint columnStride, int depth, int columns, float* packed)
    {
        int panel = MatrixTile<TLane>.Columns, rest = columns % panel;
        if (rest > 0)
            new Span<float>(packed + ((nint)(columns - rest) * depth), panel * depth).Clear();
        Pack(b, columnStride, rowStride, columns, depth, packed, panel);
    }

    /// <summary>Cuts the major axis into slices of a width and lays each out as [minor, width].</summary>
    static void Pack(float* source, nint majorStride, nint minorStride, int major, int minor, float* packed, int width)
    {
        if (majorStride == 1)
        {
            for (int k = 0; k < minor; k++)
                CopyLine(source + (k * minorStride), major, packed + (k * width), width, (nint)minor * width);
            return;
        }

        for (int first = 0; first < major; first += width)
            Transpose(source + (first * majorStride), majorStride, minorStride, Math.Min(width, major - first), minor, packed + ((nint)first * minor), width);
    }

    /// <summary>Deals one line of memory out to the slices: it is read once, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void CopyLine(float* source, int count, float* destination, int width, nint slice)
    {
        for (; count >= width; count -= width, source += width, destination += slice)
        {
            int i = 0;
            for (; i + TLane.Width <= width; i += TLane.Width)
                TLane.Store(TLane.Load(source + i), destination + i);
            for (; i + 4 <= width; i += 4)
                Vector128.Store(Vector128.Load(source + i), destination + i);
            for (; i < width; i++)
                destination[i] = source[i];
        }

        for (int i = 0; i < count; i++)
            destination[i] = source[i];
    }

    /// <summary>destination[k, i] = source[i, k], four by four in registers where the lines lie close.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Transpose(float* source, nint majorStride, nint minorStride, int major, int minor, float* destination, nint step)
    {
        int i = 0;
        if (Sse.IsSupported && minorStride == 1)
            for (; i + 4 <= major; i += 4)
                TransposeFour(source + (i * majorStride), majorStride, minor, destination + i, step);
        for (; i < major; i++)
        {
            float* line = source + (i * majorStride);
            for (int k = 0; k < minor; k++)
                destination[(k * step) + i] = line[k * minorStride];
        }
    }

    static void TransposeFour(float* source, nint stride, int minor, float* destination, nint step)
    {
        float* a = source, b = source + stride, c = source + (2 * stride), d = source + (3 * stride);
        int k = 0;
        for (; k + 4 <= minor; k += 4)
        {
            Vector128<float> a0 = Vector128.Load(a + k), b0 = Vector128.Load(b + k), c0 = Vector128.Load(c + k), d0 = Vector128.Load(d + k);
            Vector128<float> ab = Sse.UnpackLow(a0, b0), cd = Sse.UnpackLow(c0, d0);
            Vector128<float> abHigh = Sse.UnpackHigh(a0, b0), cdHigh = Sse.UnpackHigh(c0, d0);
            float* into = destination + (k * step);
            Sse.MoveLowToHigh(ab, cd).Store(into);
            Sse.MoveHighToLow(cd, ab).Store(into + step);
            Sse.MoveLowToHigh(abHigh, cdHigh).Store(into + (2 * step));
            Sse.MoveHighToLow(cdHigh, abHigh).Store(into + (3 * step));
        }

        for (; k < minor; k++)
        {
            float* into = destination + (k * step);
            (into[0], into[1], into[2], into[3]) = (a[k], b[k], c[k], d[k]);
        }
    }
}

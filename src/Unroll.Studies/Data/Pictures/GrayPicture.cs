using System.Runtime.Intrinsics;

namespace Unroll.Studies.Data.Pictures;

/// <summary>A picture in shades of grey.</summary>
/// <param name="Rows">Its height in pixels.</param>
/// <param name="Columns">Its width in pixels.</param>
/// <param name="Pixels">[row, column]; 0 is black, 255 white.</param>
public readonly record struct GrayPicture(int Rows, int Columns, ReadOnlyMemory<byte> Pixels)
{
    internal const byte Black = 0, White = 255;

    /// <summary>Below this nothing is taken for ink.</summary>
    internal const int LeastContrast = 16;

    /// <summary>Shades as a network reads them: 0–1.</summary>
    /// <param name="pixels">Shades of 0–255.</param>
    /// <param name="values">As many numbers.</param>
    public static void Scale(ReadOnlySpan<byte> pixels, Span<float> values)
    {
        int block = Vector128<byte>.Count, i = 0;
        if (pixels.Length < block)
            for (; i < pixels.Length; i++)
                values[i] = pixels[i] / (float)White;

        // The last block may overlap the one before it.
        for (; i < pixels.Length; i += block)
        {
            i = Math.Min(i, pixels.Length - block);
            Vector256<ushort> words = Vector256.WidenLower(Vector128.Create(pixels.Slice(i, block)).ToVector256Unsafe());
            Vector512<uint> shades = Vector512.WidenLower(words.ToVector512Unsafe());
            (Vector512.ConvertToSingle(shades.AsInt32()) / (float)White).CopyTo(values[i..]);
        }
    }

    /// <summary>Whether there is next to nothing to be seen: all shades are nearly the same.</summary>
    public bool IsBlank => Range is var (least, most) && most - least < LeastContrast;

    /// <summary>The darkest and the lightest shade.</summary>
    public (byte Least, byte Most) Range
    {
        get
        {
            (byte least, byte most) = (White, Black);
            foreach (byte shade in Pixels.Span)
                (least, most) = (Math.Min(least, shade), Math.Max(most, shade));
            return (least, most);
        }
    }

    /// <summary>A part of the picture, or the picture with black around it where the part reaches over its edges.</summary>
    /// <param name="top">The first row; may be negative.</param>
    /// <param name="left">The first column; may be negative.</param>
    /// <param name="rows">Height of the part.</param>
    /// <param name="columns">Width of the part.</param>
    public GrayPicture Part(int top, int left, int rows, int columns)
    {
        byte[] part = new byte[rows * columns];
        int first = Math.Max(0, -left), count = Math.Min(columns, Columns - left) - first;
        for (int row = Math.Max(0, -top); count > 0 && row < Math.Min(rows, Rows - top); row++)
            Pixels.Span.Slice(((top + row) * Columns) + left + first, count).CopyTo(part.AsSpan((row * columns) + first));
        return new GrayPicture(rows, columns, part);
    }

    /// <summary>The picture in another size: every new pixel is the mean of the area that it covers in the old ones.</summary>
    /// <param name="rows">New height.</param>
    /// <param name="columns">New width.</param>
    public GrayPicture Resize(int rows, int columns)
    {
        if (rows == Rows && columns == Columns)
            return this;
        ReadOnlySpan<byte> pixels = Pixels.Span;
        byte[] resized = new byte[rows * columns];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                resized[(row * columns) + column] = (byte)Math.Round(Mean(pixels, row * (double)Rows / rows, (row + 1) * (double)Rows / rows,
                    column * (double)Columns / columns, (column + 1) * (double)Columns / columns));
        return new GrayPicture(rows, columns, resized);
    }

    /// <summary>The mean shade of a rectangle, in which pixels at its edges count by their part.</summary>
    double Mean(ReadOnlySpan<byte> pixels, double top, double bottom, double left, double right)
    {
        double sum = 0;
        for (int row = (int)top; row < Math.Min(Rows, bottom); row++)
        {
            double height = Math.Min(bottom, row + 1) - Math.Max(top, row);
            for (int column = (int)left; column < Math.Min(Columns, right); column++)
                sum += height * (Math.Min(right, column + 1) - Math.Max(left, column)) * pixels[(row * Columns) + column];
        }

        return sum / ((bottom - top) * (right - left));
    }
}

using System.Runtime.Intrinsics;

namespace Unroll.Studies.Data.Pictures;

/// <summary>A picture in shades of grey.</summary>
/// <param name="Rows">Its height in pixels.</param>
/// <param name="Columns">Its width in pixels.</param>
/// <param name="Pixels">[row, column]; 0 is black, 255 white.</param>
public readonly record struct GrayPicture(int Rows, int Columns, ReadOnlyMemory<byte> Pixels)
{
    const float White = 255;

    /// <summary>Shades as a network reads them: 0–1.</summary>
    /// <param name="pixels">Shades of 0–255.</param>
    /// <param name="values">As many numbers.</param>
    public static void Scale(ReadOnlySpan<byte> pixels, Span<float> values)
    {
        int block = Vector128<byte>.Count, i = 0;
        if (pixels.Length < block)
            for (; i < pixels.Length; i++)
                values[i] = pixels[i] / White;

        // The last block may overlap the one before it.
        for (; i < pixels.Length; i += block)
        {
            i = Math.Min(i, pixels.Length - block);
            Vector256<ushort> words = Vector256.WidenLower(Vector128.Create(pixels.Slice(i, block)).ToVector256Unsafe());
            Vector512<uint> shades = Vector512.WidenLower(words.ToVector512Unsafe());
            (Vector512.ConvertToSingle(shades.AsInt32()) / White).CopyTo(values[i..]);
        }
    }

    /// <summary>
    /// The picture as MNIST draws its digits, light on dark: when the border is light on average, shades are turned over.
    /// </summary>
    public GrayPicture LightOnDark()
    {
        ReadOnlySpan<byte> pixels = Pixels.Span;
        long sum = 0, count = 0;
        for (int row = 0; row < Rows; row++)
            for (int column = 0; column < Columns; column++)
                if (row == 0 || column == 0 || row == Rows - 1 || column == Columns - 1)
                    (sum, count) = (sum + pixels[(row * Columns) + column], count + 1);
        if (sum <= count * 127)
            return this;
        byte[] turned = Pixels.ToArray();
        for (int i = 0; i < turned.Length; i++)
            turned[i] = (byte)(255 - turned[i]);
        return this with { Pixels = turned };
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

using System.Buffers.Binary;

namespace Unroll.Studies.Data.Pictures;

/// <summary>What a pixel of a PNG picture is made of.</summary>
enum PngColour : byte
{
    Grey = 0,
    Colour = 2,
    Palette = 3,
    GreyWithOpacity = 4,
    ColourWithOpacity = 6,
}

/// <summary>A part of an interlaced picture: every so many rows and columns from a first one on. A picture that is not interlaced has one part.</summary>
readonly record struct PngPass(int FirstRow, int FirstColumn, int RowStep, int ColumnStep)
{
    public int Rows(PngHeader header) => (header.Rows - FirstRow + RowStep - 1) / RowStep;

    public int Columns(PngHeader header) => (header.Columns - FirstColumn + ColumnStep - 1) / ColumnStep;
}

/// <summary>The header of a PNG picture.</summary>
/// <param name="Rows">Height in pixels.</param>
/// <param name="Columns">Width in pixels.</param>
/// <param name="Bits">Bits of a sample: 1, 2, 4, 8 or 16.</param>
/// <param name="Colour">What a pixel is made of.</param>
/// <param name="IsInterlaced">Whether it comes in seven passes (Adam7).</param>
readonly record struct PngHeader(int Rows, int Columns, int Bits, PngColour Colour, bool IsInterlaced)
{
    static readonly PngPass[] s_whole = [new(0, 0, 1, 1)];

    static readonly PngPass[] s_adam7 =
        [new(0, 0, 8, 8), new(0, 4, 8, 8), new(4, 0, 8, 4), new(0, 2, 4, 4), new(2, 0, 4, 2), new(0, 1, 2, 2), new(1, 0, 2, 1)];

    /// <summary>Samples of a pixel.</summary>
    public int Samples => Colour switch { PngColour.Colour => 3, PngColour.GreyWithOpacity => 2, PngColour.ColourWithOpacity => 4, _ => 1 };

    /// <summary>The largest sample.</summary>
    public int Most => (1 << Bits) - 1;

    /// <summary>From which byte a filter predicts the next: the one of the pixel to the left, or the one before.</summary>
    public int FilterDistance => Math.Max(1, Samples * Bits / 8);

    /// <summary>The parts in which the pixels come, without empty ones.</summary>
    public IEnumerable<PngPass> Passes
    {
        get
        {
            PngHeader header = this;
            return (IsInterlaced ? s_adam7 : s_whole).Where(pass => pass.Rows(header) > 0 && pass.Columns(header) > 0);
        }
    }

    /// <summary>Bytes of all lines, unpacked, each with the byte of its filter.</summary>
    public long Length
    {
        get
        {
            PngHeader header = this;
            return Passes.Sum(pass => pass.Rows(header) * (1L + header.Stride(pass.Columns(header))));
        }
    }

    /// <summary>Bytes of a line of so many pixels.</summary>
    public int Stride(int columns) => ((columns * Samples * Bits) + 7) / 8;

    /// <summary>Reads the content of the chunk IHDR.</summary>
    /// <exception cref="InputException">It is damaged, or the picture is too large.</exception>
    public static PngHeader Read(string path, ReadOnlySpan<byte> content)
    {
        if (content.Length != 13 || !IsAllowed((PngColour)content[9], content[8]) || content[10] != 0 || content[11] != 0 || content[12] > 1)
            throw new InputException($"{path}: the picture's header is damaged");
        uint columns = BinaryPrimitives.ReadUInt32BigEndian(content), rows = BinaryPrimitives.ReadUInt32BigEndian(content[4..]);
        PictureExtent.Require(path, columns, rows);
        return new PngHeader((int)rows, (int)columns, content[8], (PngColour)content[9], content[12] == 1);
    }

    static bool IsAllowed(PngColour colour, int bits) => colour switch
    {
        PngColour.Grey => bits is 1 or 2 or 4 or 8 or 16,
        PngColour.Palette => bits is 1 or 2 or 4 or 8,
        PngColour.Colour or PngColour.GreyWithOpacity or PngColour.ColourWithOpacity => bits is 8 or 16,
        _ => false,
    };
}

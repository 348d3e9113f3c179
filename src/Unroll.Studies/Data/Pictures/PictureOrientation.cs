using System.Buffers.Binary;

namespace Unroll.Studies.Data.Pictures;

/// <summary>
/// How a camera was held (Exif 2.32, tag 0x0112): 1 upright, 2 mirrored, 3 upside down, 4 both, 5 to 8 with rows and columns exchanged. A picture is stored as
/// the sensor read it, and is to be turned before it is seen.
/// </summary>
static class PictureOrientation
{
    public const int Upright = 1;

    const int Tag = 0x0112, EntryLength = 12;

    /// <summary>The orientation in the Exif data of a JPEG file; upright where there is none.</summary>
    public static int OfJpeg(ReadOnlySpan<byte> file)
    {
        // Segments of a marker and a length follow each other up to the first scan (0xDA).
        for (int at = 2; at + 4 <= file.Length && file[at] == 0xFF && file[at + 1] != 0xDA;)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length)
                break;
            ReadOnlySpan<byte> content = file.Slice(at + 4, length - 2);
            if (file[at + 1] == 0xE1 && content.StartsWith("Exif\0\0"u8))
                return OfExif(content[6..]);
            at += 2 + length;
        }

        return Upright;
    }

    /// <summary>The orientation in Exif data, which have the form of a TIFF file; upright where they do not say.</summary>
    public static int OfExif(ReadOnlySpan<byte> exif)
    {
        bool isLittle = exif.StartsWith("II*\0"u8);
        if (exif.Length < 8 || !(isLittle || exif.StartsWith("MM\0*"u8)))
            return Upright;
        uint directory = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(exif[4..]) : BinaryPrimitives.ReadUInt32BigEndian(exif[4..]);
        if (directory > exif.Length - 2)
            return Upright;
        int entries = Number(exif[(int)directory..]);
        for (int at = (int)directory + 2; entries > 0 && at + EntryLength <= exif.Length; entries--, at += EntryLength)
            if (Number(exif[at..]) == Tag)
                return Number(exif[(at + 8)..]) is >= Upright and <= 8 and var orientation ? orientation : Upright;
        return Upright;

        int Number(ReadOnlySpan<byte> bytes) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }

    /// <summary>The picture as it is to be seen.</summary>
    public static GrayPicture Apply(GrayPicture picture, int orientation)
    {
        if (orientation == Upright)
            return picture;
        bool isExchanged = orientation >= 5, fromRight = orientation is 2 or 3 or 7 or 8, fromBelow = orientation is 3 or 4 or 6 or 7;
        int rows = isExchanged ? picture.Columns : picture.Rows, columns = isExchanged ? picture.Rows : picture.Columns;
        ReadOnlySpan<byte> pixels = picture.Pixels.Span;
        byte[] turned = new byte[pixels.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                (int fromRow, int fromColumn) = isExchanged ? (column, row) : (row, column);
                fromRow = fromBelow ? picture.Rows - 1 - fromRow : fromRow;
                fromColumn = fromRight ? picture.Columns - 1 - fromColumn : fromColumn;
                turned[(row * columns) + column] = pixels[(fromRow * picture.Columns) + fromColumn];
            }
        }

        return new GrayPicture(rows, columns, turned);
    }
}

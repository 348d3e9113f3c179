using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Unroll.Studies.Data.Pictures;

/// <summary>
/// Reads PNG pictures (W3C, Portable Network Graphics) of every kind as shades of grey: 1 to 16 bits, grey, colour or palette, with or without opacity,
/// interlaced or not. Of damage the checksums of its chunks and of the compressed stream tell.
/// </summary>
public static class PngFile
{
    /// <summary>Deflate packs at most so many bytes in one.</summary>
    const long MostExpansion = 1032;

    const int SignatureLength = 8;

    /// <summary>Reads a picture; what is transparent shows white paper, or black where nothing is to be seen on white.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is no such picture, damaged or too large; one line says what.</exception>
    public static GrayPicture Read(string path)
    {
        byte[] file = File.Exists(path) ? File.ReadAllBytes(path) : throw new InputException($"{path}: there is no such file");
        return Read(path, file).Picture;
    }

    internal static (GrayPicture Picture, bool IsAnimated) Read(string path, byte[] file)
    {
        if (PictureFormat.Of(file) != PictureFormat.Png)
            throw new InputException($"{path}: not a PNG picture: its first eight bytes are others");
        PngHeader? header = null;
        byte[] palette = [], transparency = [];
        int orientation = PictureOrientation.Upright;
        bool isAnimated = false;
        using var packed = new MemoryStream();
        for (int at = SignatureLength; at + 12 <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12)
                break;
            ReadOnlySpan<byte> content = file.AsSpan(at + 8, (int)length);
            if (Crc32.HashToUInt32(file.AsSpan(at + 4, (int)length + 4)) != BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + (int)length)))
                throw PictureExtent.Damaged(path);
            switch (Encoding.ASCII.GetString(file, at + 4, 4))
            {
                case "IHDR": header = PngHeader.Read(path, content); break;
                case "PLTE": palette = content.ToArray(); break;
                case "tRNS": transparency = content.ToArray(); break;
                case "eXIf": orientation = PictureOrientation.OfExif(content); break;
                case "acTL": isAnimated = true; break;
                case "IDAT": packed.Write(content); break;
            }

            at += (int)length + 12;
        }

        if (header is not { } known)
            throw new InputException($"{path}: the picture has no header");
        var colours = new PngColours(path, known, palette, transparency);
        var picture = new GrayPicture(known.Rows, known.Columns, Shades(path, known, colours, packed, GrayPicture.White));
        if (colours.HasOpacity && picture.IsBlank)
            picture = picture with { Pixels = Shades(path, known, colours, packed, GrayPicture.Black) };
        return (PictureOrientation.Apply(picture, orientation), isAnimated);
    }

    /// <summary>Unpacks line by line, a filter byte and the pixels: only the shades are kept.</summary>
    static byte[] Shades(string path, PngHeader header, PngColours colours, MemoryStream packed, byte ground)
    {
        if (packed.Length * MostExpansion < header.Length)
            throw PictureExtent.Damaged(path);
        byte[] shades = new byte[header.Rows * header.Columns];
        packed.Position = 0;
        try
        {
            using var stream = new ZLibStream(packed, CompressionMode.Decompress, leaveOpen: true);
            foreach (PngPass pass in header.Passes)
                ReadPass(path, header, pass, colours, stream, shades, ground);
            return stream.ReadByte() < 0 ? shades : throw new InvalidDataException("it is longer than its header says");
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            // A stream that asks for a dictionary is a fault of another kind than one that is damaged.
            throw PictureExtent.Damaged(path, error);
        }
    }

    static void ReadPass(string path, PngHeader header, PngPass pass, PngColours colours, ZLibStream stream, byte[] shades, byte ground)
    {
        int columns = pass.Columns(header), stride = header.Stride(columns);
        byte[] line = new byte[stride + 1], above = new byte[stride + 1];
        for (int row = pass.FirstRow; row < header.Rows; row += pass.RowStep)
        {
            stream.ReadExactly(line);
            if (line[0] > 4)
                throw new InputException($"{path}: the picture is damaged: row {row + 1} has filter {line[0]}, known are 0 to 4");
            Unfilter(line[0], line.AsSpan(1), above.AsSpan(1), header.FilterDistance);
            for (int column = 0; column < columns; column++)
                shades[(row * header.Columns) + pass.FirstColumn + (column * pass.ColumnStep)] = colours.Shade(line.AsSpan(1), column, ground);
            (line, above) = (above, line);
        }
    }

    /// <summary>Each byte was stored as its difference from what left, above, and both predict.</summary>
    static void Unfilter(byte filter, Span<byte> line, ReadOnlySpan<byte> above, int distance)
    {
        for (int i = 0; i < line.Length; i++)
        {
            int left = i < distance ? 0 : line[i - distance], up = above[i], corner = i < distance ? 0 : above[i - distance];
            line[i] += (byte)(filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => 0 });
        }
    }

    static int Paeth(int left, int up, int corner)
    {
        int estimate = left + up - corner, byLeft = Math.Abs(estimate - left), byUp = Math.Abs(estimate - up), byCorner = Math.Abs(estimate - corner);
        return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
    }
}

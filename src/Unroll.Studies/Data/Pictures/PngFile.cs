using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Unroll.Studies.Data.Pictures;

/// <summary>
/// Reads pictures of the PNG format (W3C, Portable Network Graphics) with 8 bits a channel as shades of grey. Of damage the compressed stream's own checksum
/// tells.
/// </summary>
public static class PngFile
{
    const int LargestExtent = 16_384;
    const int MostPixels = 1 << 26;

    /// <summary>Deflate packs at most so many bytes in one.</summary>
    const long MostExpansion = 1032;

    static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Whether a file is such a picture, by its first bytes.</summary>
    public static bool IsPng(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    /// <summary>Reads a picture: grey, colour or palette, with or without an opacity, which shows a black ground.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is no such picture, damaged, interlaced, or of other than 8 bits a channel; one line says what.</exception>
    public static GrayPicture Read(string path)
    {
        byte[] file = File.Exists(path) ? File.ReadAllBytes(path) : throw new InputException($"{path}: there is no such file");
        if (!IsPng(file))
            throw new InputException($"{path}: not a PNG picture: its first eight bytes are others");
        PngHeader? header = null;
        byte[] palette = [];
        using var packed = new MemoryStream();
        for (int at = Signature.Length; at + 12 <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12)
                break;
            ReadOnlySpan<byte> content = file.AsSpan(at + 8, (int)length);
            switch (Encoding.ASCII.GetString(file, at + 4, 4))
            {
                case "IHDR": header = PngHeader.Read(path, content); break;
                case "PLTE": palette = content.ToArray(); break;
                case "IDAT": packed.Write(content); break;
            }

            at += (int)length + 12;
        }

        return header is { } known
            ? new GrayPicture(known.Rows, known.Columns, Shades(path, known, palette, packed))
            : throw new InputException($"{path}: the picture has no header");
    }

    /// <summary>Unpacks line by line, a filter byte and the pixels: only the shades are kept.</summary>
    static byte[] Shades(string path, PngHeader header, byte[] palette, MemoryStream packed)
    {
        int channels = header.Channels, stride = header.Columns * channels;
        if (packed.Length * MostExpansion < (long)header.Rows * (stride + 1))
            throw Damaged(path, null);
        byte[] shades = new byte[header.Rows * header.Columns], line = new byte[stride + 1], above = new byte[stride + 1];
        packed.Position = 0;
        try
        {
            using var stream = new ZLibStream(packed, CompressionMode.Decompress);
            for (int row = 0; row < header.Rows; row++)
            {
                stream.ReadExactly(line);
                if (line[0] > 4)
                    throw new InputException($"{path}: the picture is damaged: row {row + 1} has filter {line[0]}, known are 0 to 4");
                Unfilter(line[0], line.AsSpan(1), above.AsSpan(1), channels);
                for (int column = 0; column < header.Columns; column++)
                    shades[(row * header.Columns) + column] = Shade(path, header.Colour, line.AsSpan(1 + (column * channels), channels), palette);
                (line, above) = (above, line);
            }

            return stream.ReadByte() < 0 ? shades : throw new InvalidDataException("it is longer than its header says");
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            // A stream that asks for a dictionary is a fault of another kind than one that is damaged.
            throw Damaged(path, error);
        }
    }

    static InputException Damaged(string path, Exception? error)
    {
        string message = $"{path}: the picture is damaged or cut short";
        return error is null ? new InputException(message) : new InputException(message, error);
    }

    /// <summary>Each byte was stored as its difference from what left, above, and both predict.</summary>
    static void Unfilter(byte filter, Span<byte> line, ReadOnlySpan<byte> above, int channels)
    {
        for (int i = 0; i < line.Length; i++)
        {
            int left = i < channels ? 0 : line[i - channels], up = above[i], corner = i < channels ? 0 : above[i - channels];
            line[i] += (byte)(filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => 0 });
        }
    }

    static int Paeth(int left, int up, int corner)
    {
        int estimate = left + up - corner, byLeft = Math.Abs(estimate - left), byUp = Math.Abs(estimate - up), byCorner = Math.Abs(estimate - corner);
        return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
    }

    static byte Shade(string path, PngColour colour, ReadOnlySpan<byte> pixel, byte[] palette)
    {
        if (colour == PngColour.Palette)
        {
            int entry = 3 * pixel[0];
            return entry + 3 <= palette.Length
                ? Luminance(palette.AsSpan(entry, 3), 255)
                : throw new InputException($"{path}: the picture is damaged: colour {pixel[0]} is not in its palette of {palette.Length / 3}");
        }

        return colour switch
        {
            PngColour.Grey => pixel[0],
            PngColour.GreyWithOpacity => (byte)(((pixel[0] * pixel[1]) + 127) / 255),
            PngColour.Colour => Luminance(pixel, 255),
            _ => Luminance(pixel, pixel[3]),
        };
    }

    /// <summary>0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601), in thousandths.</summary>
    static byte Luminance(ReadOnlySpan<byte> colour, int opacity) =>
        (byte)((((((299 * colour[0]) + (587 * colour[1]) + (114 * colour[2]) + 500) / 1000) * opacity) + 127) / 255);

    enum PngColour : byte
    {
        Grey = 0,
        Colour = 2,
        Palette = 3,
        GreyWithOpacity = 4,
        ColourWithOpacity = 6,
    }

    readonly record struct PngHeader(int Rows, int Columns, PngColour Colour)
    {
        public int Channels => Colour switch { PngColour.Colour => 3, PngColour.GreyWithOpacity => 2, PngColour.ColourWithOpacity => 4, _ => 1 };

        public static PngHeader Read(string path, ReadOnlySpan<byte> content)
        {
            if (content.Length != 13 || !Enum.IsDefined((PngColour)content[9]))
                throw new InputException($"{path}: the picture's header is damaged");
            uint columns = BinaryPrimitives.ReadUInt32BigEndian(content), rows = BinaryPrimitives.ReadUInt32BigEndian(content[4..]);
            if (columns is 0 or > LargestExtent || rows is 0 or > LargestExtent)
                throw new InputException($"{path}: the picture has {columns} × {rows} pixels; 1 to {LargestExtent} each are read");
            if (rows * columns > MostPixels)
                throw new InputException($"{path}: the picture has {columns} × {rows} pixels; at most {MostPixels} in all are read");
            if (content[8] != 8)
                throw new InputException($"{path}: the picture has {content[8]} bits a channel; save it with 8");
            return content[12] == 0
                ? new PngHeader((int)rows, (int)columns, (PngColour)content[9])
                : throw new InputException($"{path}: the picture is interlaced; save it without");
        }
    }
}

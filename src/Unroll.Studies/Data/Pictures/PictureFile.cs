using Unroll.Studies.Data.Digits;

namespace Unroll.Studies.Data.Pictures;

/// <summary>Pictures from a file: one of a PNG, JPEG, BMP or GIF picture, all of an IDX file; its first bytes decide, not its name.</summary>
/// <param name="Path">Where they were read from.</param>
/// <param name="Pictures">The pictures, all of one size.</param>
/// <param name="IsSet">Whether it is an IDX file, a set of pictures that are alike.</param>
public sealed record PictureFile(string Path, IReadOnlyList<GrayPicture> Pictures, bool IsSet)
{
    const int MostBytes = 1 << 28;

    /// <summary>Whether more pictures follow the one that was read.</summary>
    public bool IsAnimated { get; init; }

    /// <summary>The shades of paper and ink of all pictures.</summary>
    public InkLevels Levels { get; private init; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is none of these, damaged or too large; one line says what.</exception>
    public static PictureFile Read(string path)
    {
        if (!File.Exists(path))
            throw new InputException($"{path}: {(Directory.Exists(path) ? "is a folder; name a picture in it" : "there is no such file")}");
        byte[] first = FirstBytes(path);
        string? format = PictureFormat.Of(first);
        if (format is PictureFormat.Png or PictureFormat.Jpeg or PictureFormat.Bmp or PictureFormat.Gif)
        {
            byte[] file = new FileInfo(path).Length <= MostBytes
                ? File.ReadAllBytes(path)
                : throw new InputException($"{path}: the file is longer than {MostBytes} bytes, which no picture of a digit is");
            (GrayPicture picture, bool isAnimated) = format == PictureFormat.Png ? PngFile.Read(path, file) : StbFile.Read(path, file, format);
            return new PictureFile(path, [picture], IsSet: false) { IsAnimated = isAnimated, Levels = InkLevels.Of(picture) };
        }

        if (format is not null)
            throw new InputException($"{path}: {PictureFormat.WithArticle(format)}; read are {PictureFormat.Read}, and IDX files");
        if (!PackedFile.IsPacked(first) && !first.AsSpan().StartsWith((ReadOnlySpan<byte>)[0, 0]))
            throw new InputException($"{path}: not a picture; read are {PictureFormat.Read}, and IDX files");
        IdxFile set = IdxFile.Read(path, rank: 3);
        int rows = set.Dimensions[1], columns = set.Dimensions[2], size = rows * columns;
        IEnumerable<GrayPicture> pictures = Enumerable.Range(0, set.Dimensions[0]).Select(
            picture => new GrayPicture(rows, columns, set.Elements.Slice(picture * size, size)));
        return new PictureFile(path, [.. pictures], IsSet: true) { Levels = InkLevels.OfSet(set.Elements.Span, rows, columns) };
    }

    static byte[] FirstBytes(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] bytes = new byte[PictureFormat.SignatureLength];
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}

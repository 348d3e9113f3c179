using Unroll.Studies.Data.Digits;

namespace Unroll.Studies.Data.Pictures;

/// <summary>Pictures from a file: one of a PNG picture, all of an IDX file; its first bytes decide, not its name.</summary>
public static class PictureFile
{
    const int LongestSignature = 8;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is neither, or damaged.</exception>
    public static IReadOnlyList<GrayPicture> Read(string path)
    {
        if (!File.Exists(path))
            throw new InputException($"{path}: {(Directory.Exists(path) ? "is a folder; name a picture in it" : "there is no such file")}");
        if (PngFile.IsPng(FirstBytes(path)))
            return [PngFile.Read(path)];
        IdxFile file = IdxFile.Read(path, rank: 3);
        int rows = file.Dimensions[1], columns = file.Dimensions[2], size = rows * columns;
        return [.. Enumerable.Range(0, file.Dimensions[0]).Select(picture => new GrayPicture(rows, columns, file.Elements.Slice(picture * size, size)))];
    }

    static byte[] FirstBytes(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] bytes = new byte[LongestSignature];
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}

namespace Unroll.Studies.Data.Pictures;

/// <summary>Formats of pictures, told by the first bytes of a file, not by its name.</summary>
static class PictureFormat
{
    /// <summary>So many bytes tell every format.</summary>
    public const int SignatureLength = 16;

    public const string Png = "PNG", Jpeg = "JPEG", Bmp = "BMP", Gif = "GIF";

    /// <summary>What is read, for messages.</summary>
    public const string Read = "PNG, JPEG, BMP and GIF";

    /// <summary>Signatures with the place where they begin; a file type box of HEIF is told by its brand.</summary>
    static readonly (string Name, int Place, byte[] Bytes)[] s_signatures =
    [
        (Png, 0, [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]), (Jpeg, 0, [0xFF, 0xD8, 0xFF]), (Bmp, 0, "BM"u8.ToArray()),
        (Gif, 0, "GIF87a"u8.ToArray()), (Gif, 0, "GIF89a"u8.ToArray()), ("WebP", 8, "WEBP"u8.ToArray()), ("TIFF", 0, [(byte)'I', (byte)'I', 42, 0]),
        ("TIFF", 0, [(byte)'M', (byte)'M', 0, 42]), ("AVIF", 4, "ftypavi"u8.ToArray()), ("HEIC", 4, "ftyphe"u8.ToArray()), ("HEIC", 4, "ftypmif1"u8.ToArray()),
        ("JPEG 2000", 4, [(byte)'j', (byte)'P', (byte)' ', (byte)' ']), ("JPEG 2000", 0, [0xFF, 0x4F, 0xFF, 0x51]), ("JPEG XL", 0, [0xFF, 0x0A]),
        ("JPEG XL", 4, "JXL "u8.ToArray()), ("Photoshop", 0, "8BPS"u8.ToArray()), ("icon", 0, [0, 0, 1, 0]), ("SVG", 0, "<svg"u8.ToArray()),
    ];

    /// <summary>The name of the format; null where it is none of these.</summary>
    public static string? Of(ReadOnlySpan<byte> first)
    {
        foreach ((string name, int place, byte[] bytes) in s_signatures)
            if (first.Length >= place && first[place..].StartsWith(bytes))
                return name;
        return IsPortableMap(first) ? "portable map (PBM, PGM, PPM)" : null;
    }

    /// <summary>"a WebP picture", "an SVG picture".</summary>
    public static string WithArticle(string name) => (name is "AVIF" or "SVG" or "icon" ? "an " : "a ") + name + " picture";

    static bool IsPortableMap(ReadOnlySpan<byte> first) =>
        first.Length > 2 && first[0] == 'P' && first[1] is >= (byte)'1' and <= (byte)'6' && first[2] is (byte)'\n' or (byte)' ' or (byte)'\r';
}

using System.Globalization;
using System.Text;
using Unroll.Naming;

namespace Unroll.Studies.Data;

/// <summary>The character sets by name: those of .NET with its code pages.</summary>
public static class CharacterSet
{
    /// <summary>The name that leaves it to the file.</summary>
    public const string Auto = "auto";

    const int Utf16 = 1200, Utf16BigEndian = 1201, Utf32 = 12000, Utf32BigEndian = 12001;

    static readonly string[] s_common =
    [
        "utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be", "windows-1250", "windows-1251", "windows-1252", "windows-1253", "iso-8859-1", "iso-8859-2",
        "iso-8859-15", "koi8-r", "koi8-u", "cp866", "macintosh", "shift_jis", "euc-jp", "iso-2022-jp", "gb18030", "big5", "euc-kr",
    ];

    /// <summary>What is wrong with a name and what would be right; null of a known one.</summary>
    public static string? Mistake(string name)
    {
        if (name == Auto || TryFind(name) is not null)
            return null;
        return $"no character set is called so; the usual ones are {Auto}, {string.Join(", ", s_common)}{NearestName.Hint(name, s_common)}";
    }

    /// <summary>A character set that throws where bytes are none of its.</summary>
    /// <exception cref="InputException">There is none of this name.</exception>
    public static Encoding Find(string name) => TryFind(name) ?? throw new InputException($"{name}: {Mistake(name)}");

    /// <summary>The name of a character set, with the order of bytes where there are two.</summary>
    public static string NameOf(Encoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        return encoding.CodePage switch
        {
            Utf16 => "utf-16le",
            Utf16BigEndian => "utf-16be",
            Utf32 => "utf-32le",
            Utf32BigEndian => "utf-32be",
            _ => encoding.WebName.ToLowerInvariant(),
        };
    }

    /// <summary>Bytes of a code unit.</summary>
    internal static int UnitOf(Encoding encoding) => encoding.CodePage switch
    {
        Utf16 or Utf16BigEndian => sizeof(ushort),
        Utf32 or Utf32BigEndian => sizeof(uint),
        _ => sizeof(byte),
    };

    /// <summary>Whether the first byte of a code unit is its highest.</summary>
    internal static bool IsBigEndian(Encoding encoding) => encoding.CodePage is Utf16BigEndian or Utf32BigEndian;

    /// <summary>Also as people write them: utf8, cp1251, 1251.</summary>
    internal static Encoding? TryFind(string name)
    {
        string plain = name.ToLowerInvariant();
        if (plain.StartsWith("utf", StringComparison.Ordinal) && plain.Length > 3 && char.IsAsciiDigit(plain[3]))
            plain = plain.Insert(3, "-");
        ReadOnlySpan<char> number = plain.StartsWith("cp", StringComparison.Ordinal) ? plain.AsSpan(2) : plain;
        (EncoderFallback coding, DecoderFallback decoding) = (EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        try
        {
            return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int page) && page > 0
                ? CodePagesEncodingProvider.Instance.GetEncoding(page, coding, decoding) ?? Encoding.GetEncoding(page, coding, decoding)
                : CodePagesEncodingProvider.Instance.GetEncoding(plain, coding, decoding) ?? Encoding.GetEncoding(plain, coding, decoding);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}

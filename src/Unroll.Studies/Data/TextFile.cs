using System.Globalization;
using System.Text;

namespace Unroll.Studies.Data;

/// <summary>Reads text files strictly, packed by gzip or not: what is not text is an error that says where, never a string with holes.</summary>
public static class TextFile
{
    /// <summary>Bytes of the longest text that is read. Reading takes about seven bytes of memory for each, with the ids of a text model.</summary>
    public const int MostBytes = 1_000_000_000;

    /// <summary>
    /// Reads a whole file. Without a named character set it is that of the byte order mark, else UTF-8, UTF-16 or UTF-32 where the bytes are that, else what
    /// they suggest, which a remark says. The mark is dropped, and line ends CR LF become LF.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">The character set, or <see cref="CharacterSet.Auto"/>, as the setting <c>encoding</c> has it.</param>
    /// <param name="isOther">
    /// Whether the named character set is that of another file of the same user, which this file need not have: it stands in for a guess only.
    /// </param>
    /// <exception cref="InputException">
    /// The file is not there, too long, empty or not text, or its character set is unclear; the message is one line, with the offset of the first offending
    /// byte.
    /// </exception>
    public static TextContents Load(string path, string encoding = CharacterSet.Auto, bool isOther = false)
    {
        RequireLength(path);
        using Stream stream = PackedFile.OpenRead(path);
        return Decode(path, PackedFile.ReadUpTo(stream, MostBytes) ?? throw TooLong(path, "longer"), encoding, isOther);
    }

    /// <summary>The text of bytes; see <see cref="Load"/>.</summary>
    internal static TextContents Decode(string path, byte[] bytes, string encoding, bool isOther)
    {
        var finder = new CharacterSetFinder(path, bytes);
        (string text, Encoding found, string? remark) = encoding == CharacterSet.Auto ? finder.Find()
            : isOther ? finder.Find(CharacterSet.Find(encoding))
            : finder.Decode(CharacterSet.Find(encoding));
        if (text.Length == 0)
            throw new InputException($"{path}: the file is empty; it must hold text");
        return new TextContents(text.Replace("\r\n", "\n", StringComparison.Ordinal), CharacterSet.NameOf(found), remark is null ? [] : [remark]);
    }

    /// <summary>Refuses a file that is too long, before its contents are touched.</summary>
    /// <exception cref="InputException">The file is not there or too long.</exception>
    public static void RequireLength(string path)
    {
        if (PackedFile.StatedLength(path, out _) is > MostBytes and var length)
            throw TooLong(path, string.Create(CultureInfo.InvariantCulture, $"{length:N0} bytes"));
    }

    static InputException TooLong(string path, string length) => new(string.Create(CultureInfo.InvariantCulture,
        $"{path}: {length}; a text of at most {MostBytes:N0} bytes is read, so cut a part out of it (head -c {MostBytes} FILE > PART)"));
}

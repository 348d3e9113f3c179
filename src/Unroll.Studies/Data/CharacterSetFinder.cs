using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Unroll.Studies.Data;

/// <summary>Finds the character set of a file's bytes and decodes them.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="bytes">All of it.</param>
sealed class CharacterSetFinder(string path, byte[] bytes)
{
    const string Advice = "; --encoding names another", SaveAsUtf8 = "save the file as UTF-8 text";

    /// <summary>The mark of UTF-32 begins with that of UTF-16, so it stands before.</summary>
    static readonly (string Name, byte[] Mark)[] s_marks =
    [
        ("utf-8", [0xEF, 0xBB, 0xBF]), ("utf-32le", [0xFF, 0xFE, 0, 0]), ("utf-32be", [0, 0, 0xFE, 0xFF]), ("utf-16le", [0xFF, 0xFE]),
        ("utf-16be", [0xFE, 0xFF]),
    ];

    /// <summary>Decodes in the character set that the bytes show or, where they do not show it, that is passed or guessed.</summary>
    /// <param name="otherwise">The character set where the bytes leave it open; null to guess.</param>
    /// <exception cref="InputException">The bytes are no text, or it is unclear in which character set.</exception>
    public (string Text, Encoding Found, string? Remark) Find(Encoding? otherwise = null)
    {
        if (Mark() is { } mark)
            return (Decode(mark.Encoding, mark.Length), mark.Encoding,
                CharacterSet.NameOf(mark.Encoding) is var name and not "utf-8" ? $"{path}: read as {name}, by its byte order mark" : null);
        int nul = bytes.AsSpan().IndexOf((byte)0);
        if (nul >= 0)
            return UnmarkedUnicode.Find(bytes) is var (text, unicode)
                ? (text, unicode, $"{path}: read as {CharacterSet.NameOf(unicode)}, which has no byte order mark here{Advice}")
                : throw Binary(nul);
        if (CharacterSetGuess.FindEscaped(bytes) is { } escaped)
            return (Decode(escaped, 0), escaped, $"{path}: read as {CharacterSet.NameOf(escaped)}, by its escape sequences{Advice}");
        if (Utf8.IsValid(bytes))
        {
            Encoding utf8 = CharacterSet.Find("utf-8");
            return (utf8.GetString(bytes), utf8, null);
        }

        if (otherwise is not null)
            return (Decode(otherwise, 0, isNamed: true), otherwise, $"{path}: read as {CharacterSet.NameOf(otherwise)}, as the run's own text");
        var invalid = InvalidUtf8.Find(bytes);
        if (invalid.IsDamagedUtf8)
            throw Undecodable(CharacterSet.Find("utf-8"), invalid.Offset, SaveAsUtf8);
        if (CharacterSetGuess.IsBinary(bytes))
            throw new InputException($"{path}: it is full of control characters, so this is a binary file; it must hold text");
        return CharacterSetGuess.Find(bytes, invalid.Offset) is var (guessed, guess, isLikely)
            ? (guessed, guess, $"{path}: read as {CharacterSet.NameOf(guess)}, {(isLikely ? "which its bytes suggest" : "but this is a guess")}{Advice}")
            : throw Undecodable(CharacterSet.Find("utf-8"), invalid.Offset,
                "its character set is unclear, so save it as UTF-8 text or pass --encoding");
    }

    /// <summary>Decodes in a character set that the user has named. A byte order mark must not contradict it.</summary>
    /// <exception cref="InputException">The bytes are none of it.</exception>
    public (string Text, Encoding Found, string? Remark) Decode(Encoding named)
    {
        Encoding encoding = named;
        int skipped = 0;
        if (Mark() is { } mark)
        {
            // Without an order of bytes in its name, UTF-16 is in the order of its mark.
            bool isForm = mark.Encoding.CodePage == named.CodePage || (CharacterSet.UnitOf(named) > 1 && CharacterSet.UnitOf(named) == mark.Length);
            if (!isForm)
                throw new InputException($"{path}: it begins with the byte order mark of {CharacterSet.NameOf(mark.Encoding)}, so it is not "
                    + $"{CharacterSet.NameOf(named)}; leave out --encoding");
            (encoding, skipped) = mark;
        }

        string text = Decode(encoding, skipped, isNamed: skipped == 0);
        bool isUtf8 = skipped == 0 && CharacterSet.UnitOf(encoding) == 1 && CharacterSet.NameOf(encoding) != "utf-8"
            && bytes.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)0x7F) && Utf8.IsValid(bytes);
        return (text, encoding, isUtf8 ? $"{path}: read as {CharacterSet.NameOf(encoding)}, though its bytes are those of utf-8 too" : null);
    }

    (Encoding Encoding, int Length)? Mark()
    {
        foreach ((string name, byte[] mark) in s_marks)
            if (bytes.AsSpan().StartsWith(mark) && (mark.Length < sizeof(uint) || bytes.Length % sizeof(uint) == 0))
                return (CharacterSet.Find(name), mark.Length);
        return null;
    }

    string Decode(Encoding encoding, int skipped, bool isNamed = false)
    {
        ReadOnlySpan<byte> content = bytes.AsSpan(skipped);
        int nul = CharacterSet.UnitOf(encoding) switch
        {
            sizeof(ushort) => sizeof(ushort) * MemoryMarshal.Cast<byte, ushort>(content).IndexOf((ushort)0),
            sizeof(uint) => sizeof(uint) * MemoryMarshal.Cast<byte, uint>(content).IndexOf(0u),
            _ => content.IndexOf((byte)0),
        };
        if (nul >= 0)
            throw Binary(skipped + nul);
        try
        {
            return encoding.GetString(content);
        }
        catch (DecoderFallbackException error)
        {
            int offset = UnmarkedUnicode.FirstInvalid(encoding, content) ?? error.Index;
            throw Undecodable(encoding, skipped + Math.Min(offset, content.Length - 1), isNamed ? "pass the right --encoding" : SaveAsUtf8);
        }
    }

    InputException Undecodable(Encoding encoding, int offset, string advice) =>
        new($"{path}: byte 0x{bytes[offset]:X2} at offset {offset} is not valid {CharacterSet.NameOf(encoding).ToUpperInvariant()}; {advice}");

    InputException Binary(int offset) => new($"{path}: NUL byte at offset {offset}, so this is a binary file; it must hold text");
}

/// <summary>What is wrong with bytes that are no UTF-8.</summary>
/// <param name="Offset">The first byte that is not.</param>
/// <param name="IsDamagedUtf8">Whether they are UTF-8 in the main, or but for a character that is cut at the end.</param>
readonly record struct InvalidUtf8(int Offset, bool IsDamagedUtf8)
{
    /// <summary>Takes bytes for damaged UTF-8 where at least as many characters beyond ASCII are right as wrong: in other sets few are right by chance.
    /// Half a surrogate pair counts as both.</summary>
    public static InvalidUtf8 Find(ReadOnlySpan<byte> bytes)
    {
        const int Enough = 1 << 20;
        int first = -1, right = 0, wrong = 0, end = bytes.Length;
        for (int place = 0; place < end;)
        {
            int ascii = bytes[place..].IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (ascii < 0)
                break;
            place += ascii;
            OperationStatus status = Rune.DecodeFromUtf8(bytes[place..], out _, out int length);
            bool isSurrogate = bytes[place..] is [0xED, >= 0xA0 and < 0xC0, >= 0x80 and < 0xC0, ..];
            if (status == OperationStatus.Done || isSurrogate)
                right++;
            if (status != OperationStatus.Done)
                wrong++;
            if (status != OperationStatus.Done && first < 0)
                (first, end) = (place, Math.Min(bytes.Length, place + Enough));
            if (status == OperationStatus.NeedMoreData && wrong == 1)
                return new InvalidUtf8(place, IsDamagedUtf8: true);
            place += isSurrogate ? 3 : length;
        }

        return new InvalidUtf8(first, right > 0 && right >= wrong);
    }
}

using System.Globalization;
using System.Text;

namespace Unroll.Text.Tokenizers;

/// <summary>
/// Cuts a text into parts that are the text again when they are put side by side: words, numbers, signs, each with the one space before it, and what else is
/// white space. A word may have apostrophes within (don't).
/// </summary>
static class WordSplitter
{
    /// <summary>A longer word is cut, so that nothing takes more time than in proportion to the text.</summary>
    public const int Longest = 64;

    enum Kind
    {
        Space,
        Letter,
        Digit,
        Ideograph,
        Sign,
    }

    /// <summary>Where the part ends that begins at a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The place.</param>
    /// <param name="groups">Whether signs that follow one another are one part, as are white space and Chinese characters; else each stands alone.</param>
    public static int End(ReadOnlySpan<char> text, int start, bool groups)
    {
        int end = start;
        Kind kind = KindAt(text, end, out int length);
        if (kind == Kind.Space && text[start] == ' ' && start + 1 < text.Length && KindAt(text, start + 1, out int next) is var second and not Kind.Space)
            (end, kind, length) = (start + 1, second, next);
        end += length;
        if (!groups && kind is Kind.Space or Kind.Sign or Kind.Ideograph)
            return end;
        while (end < text.Length && end - start < Longest && Continues(text, end, kind, groups, out length))
            end += length;
        // The last of several spaces goes with what follows.
        bool isFollowed = kind == Kind.Space && end < text.Length && end - start > 1 && text[end - 1] == ' ' && KindAt(text, end, out _) != Kind.Space;
        return isFollowed ? end - 1 : end;
    }

    static bool Continues(ReadOnlySpan<char> text, int place, Kind kind, bool groups, out int length)
    {
        Kind next = KindAt(text, place, out length);
        return next == kind
            || (groups && kind is Kind.Letter or Kind.Ideograph && next is Kind.Letter or Kind.Ideograph)
            || (kind == Kind.Letter && text[place] is '\'' or '’' && place + 1 < text.Length && KindAt(text, place + 1, out _) == Kind.Letter);
    }

    static Kind KindAt(ReadOnlySpan<char> text, int place, out int length)
    {
        if (Rune.DecodeFromUtf16(text[place..], out Rune rune, out length) != System.Buffers.OperationStatus.Done)
            length = 1;
        if (Rune.IsWhiteSpace(rune))
            return Kind.Space;
        if (BasicTokenizer.IsIdeograph(rune))
            return Kind.Ideograph;
        return Rune.GetUnicodeCategory(rune) switch
        {
            <= UnicodeCategory.EnclosingMark => Kind.Letter,
            <= UnicodeCategory.OtherNumber => Kind.Digit,
            _ => Kind.Sign,
        };
    }
}

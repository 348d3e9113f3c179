using System.Globalization;
using System.Text;

namespace Unroll.Text.Tokenizers;

/// <summary>
/// Lower case by Unicode's full mapping, as Python's <c>str.lower</c> has it: İ becomes two characters, and Σ at the end of a word becomes ς.
/// </summary>
static class LowerCase
{
    static readonly Rune s_dottedCapitalI = new('\u0130'), s_combiningDot = new('\u0307'), s_sigma = new('\u03A3'), s_finalSigma = new('\u03C2');

    /// <summary>Appends a text in lower case to a list.</summary>
    public static void Append(ReadOnlySpan<Rune> text, List<Rune> result)
    {
        for (int i = 0; i < text.Length; i++)
        {
            Rune rune = text[i];
            if (rune == s_dottedCapitalI)
                result.AddRange([new Rune('i'), s_combiningDot]);
            else
                result.Add(rune == s_sigma && IsFinal(text, i) ? s_finalSigma : Rune.ToLowerInvariant(rune));
        }
    }

    /// <summary>Whether a cased letter stands before and none after, whatever case-ignorable characters lie between (Unicode 3.13, Final_Sigma).</summary>
    static bool IsFinal(ReadOnlySpan<Rune> text, int index)
    {
        int before = index - 1, after = index + 1;
        while (before >= 0 && IsCaseIgnorable(text[before]))
            before--;
        while (after < text.Length && IsCaseIgnorable(text[after]))
            after++;
        return before >= 0 && IsCased(text[before]) && (after == text.Length || !IsCased(text[after]));
    }

    static bool IsCased(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;

    static bool IsCaseIgnorable(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol
        || rune.Value is '\'' or '.' or ':' or 0xB7 or 0x387 or 0x55F or 0x5F4 or 0x2018 or 0x2019 or 0x2024 or 0x2027
            or 0xFE13 or 0xFE52 or 0xFE55 or 0xFF07 or 0xFF0E or 0xFF1A;
}

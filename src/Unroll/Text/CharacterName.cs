using System.Globalization;
using System.Text;

namespace Unroll.Text;

/// <summary>How a message names a character.</summary>
static class CharacterName
{
    /// <summary>A character as <c>'é' (U+00E9)</c>, or only as <c>U+0007</c> where there is nothing to see.</summary>
    public static string Describe(Rune character) => Rune.GetUnicodeCategory(character) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => $"U+{character.Value:X4}",
        _ => $"'{character}' (U+{character.Value:X4})",
    };

    /// <summary>Every character of a text by name, with commas between.</summary>
    public static string Describe(string characters) => string.Join(", ", characters.EnumerateRunes().Select(Describe));

    /// <summary>The first ten characters of a list by name, and how many there are beside them.</summary>
    public static string DescribeSome(IReadOnlyList<string> characters)
    {
        const int Shown = 10;
        string rest = characters.Count > Shown ? $" and {characters.Count - Shown} more" : "";
        return string.Join(", ", characters.Take(Shown).Select(Describe)) + rest;
    }
}

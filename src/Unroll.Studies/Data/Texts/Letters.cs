namespace Unroll.Studies.Data.Texts;

/// <summary>A text reduced to its 26 letters, as study C reads it: folded to lower case, all else removed.</summary>
public static class Letters
{
    /// <summary>The letters in the order of their numbers.</summary>
    public const string Alphabet = "abcdefghijklmnopqrstuvwxyz";

    /// <summary>Keeps the letters of a text.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Concat(text.ToLowerInvariant().Where(char.IsAsciiLetterLower));
    }

    /// <summary>The numbers of letters, 0 to 25.</summary>
    /// <param name="letters">Lower-case letters only.</param>
    public static int[] Encode(string letters)
    {
        ArgumentNullException.ThrowIfNull(letters);
        return [.. letters.Select(letter => letter - 'a')];
    }
}

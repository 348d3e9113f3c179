using System.Text;

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

    /// <summary>The letters of a text that are none of the alphabet, each with how often it occurs, the most frequent first.</summary>
    public static IReadOnlyList<(string Letter, int Count)> Foreign(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var counts = new Dictionary<Rune, int>();
        foreach (Rune rune in text.EnumerateRunes())
            if (Rune.IsLetter(rune) && Rune.ToLowerInvariant(rune) is { IsAscii: false } letter)
                counts[letter] = counts.GetValueOrDefault(letter) + 1;
        return [.. counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key).Select(count => (count.Key.ToString(), count.Value))];
    }

    /// <summary>The numbers of letters, 0 to 25.</summary>
    /// <param name="letters">Lower-case letters only.</param>
    public static int[] Encode(string letters)
    {
        ArgumentNullException.ThrowIfNull(letters);
        return [.. letters.Select(letter => letter - 'a')];
    }
}

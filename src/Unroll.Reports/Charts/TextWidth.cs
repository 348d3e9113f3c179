namespace Unroll.Reports.Charts;

/// <summary>How wide a text is at most, in pixels: as in DejaVu Sans, the widest of the fonts that chart.css names.</summary>
static class TextWidth
{
    /// <summary>The size of a title for this measure: its letters are bold.</summary>
    public const double Title = 16;

    public static double Of(string text, double size = 11) => text.Sum(letter => letter switch
    {
        'i' or 'j' or 'l' or '.' or ',' or '\'' or ':' or ';' or '|' or '/' or ' ' or 'I' or 'J' => 0.34,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '-' or '!' => 0.42,
        'm' or 'M' or 'W' or '@' or '%' or '…' or '→' or '↵' => 1,
        'w' or '+' or '−' or '=' or '<' or '>' or '±' or '~' or '#' or '·' or '&' => 0.84,
        >= 'A' and <= 'Z' => 0.77,
        > '\u2e80' => 1.05,
        _ => 0.64,
    }) * size;

    /// <summary>The text, cut where it is wider than there is room for.</summary>
    public static string Fit(string text, double room, double size = 11)
    {
        if (Of(text, size) <= room)
            return text;
        int letters = text.Length;
        while (letters > 1 && Of(text[..letters] + "…", size) > room)
            letters--;
        return text[..letters].TrimEnd() + "…";
    }

    /// <summary>The text in lines that are no wider than there is room for; the last one is cut where the lines do not suffice.</summary>
    public static IReadOnlyList<string> Wrap(string text, double room, double size, int most)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && lines.Count + 1 < most && Of($"{line} {word}", size) > room)
            {
                lines.Add(line);
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        lines.Add(line);
        return [.. lines.Select(one => Fit(one, room, size))];
    }
}

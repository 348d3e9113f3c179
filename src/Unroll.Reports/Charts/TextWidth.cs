namespace Unroll.Reports.Charts;

/// <summary>About how wide a text is, in pixels; on the safe side for the fonts of the usual systems.</summary>
static class TextWidth
{
    public static double Of(string text, double size = 11) => text.Sum(letter => letter switch
    {
        'i' or 'j' or 'l' or '.' or ',' or '\'' or ':' or ';' or '|' or '!' or ' ' or 'I' => 0.34,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '-' => 0.42,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => 0.95,
        >= 'A' and <= 'Z' => 0.72,
        > '\u2e80' => 1.05,
        _ => 0.6,
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
}

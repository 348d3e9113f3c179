namespace Unroll.Cli.Terminal;

/// <summary>Breaks text into lines of a readable width, at spaces where there are any; control characters become visible.</summary>
static class WordWrap
{
    const int Readable = 100;
    const int Narrowest = 20;

    public static IEnumerable<string> Lines(string text, int columns)
    {
        int width = Math.Clamp(columns, Narrowest, Readable);
        foreach (string paragraph in VisibleText.Of(text).Split('\n'))
        {
            string rest = paragraph;
            while (rest.Length > width)
            {
                int space = rest.LastIndexOf(' ', width);
                int end = space > 0 ? space : WholeCharacters(rest, width);
                yield return rest[..end];
                rest = rest[end..].TrimStart(' ');
            }

            yield return rest;
        }
    }

    /// <summary>The two halves of a character beyond U+FFFF stay on one line.</summary>
    static int WholeCharacters(string text, int width) => char.IsHighSurrogate(text[width - 1]) ? width - 1 : width;
}

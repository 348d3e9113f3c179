using System.Globalization;
using System.Text;

namespace Unroll.Cli.Terminal;

/// <summary>
/// Text from data, models, names of files and arguments as a terminal may show it: characters that would move the cursor, change colors or titles, or turn the
/// order of what is read become signs. A terminal would obey them.
/// </summary>
static class VisibleText
{
    const char Pictures = '\u2400', DeletePicture = '\u2421';

    /// <summary>The text with ␛ for ESC, ␀ for NUL and so on, and \u009b or \u202e where there is no picture. Line ends and tabs stay.</summary>
    public static string Of(string text)
    {
        int place = 0;
        while (place < text.Length && !IsActive(text, place))
            place++;
        if (place == text.Length)
            return text;
        var visible = new StringBuilder(text, 0, place, text.Length + 16);
        for (; place < text.Length; place++)
        {
            char character = text[place];
            if (!IsActive(text, place))
                visible.Append(character);
            else if (character is < ' ' or '\u007F')
                visible.Append(character == '\u007F' ? DeletePicture : (char)(Pictures + character));
            else
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        }

        return visible.ToString();
    }

    /// <summary>The text within a cell of a table, where tabs would break the columns.</summary>
    public static string InCell(string text) => Of(text).Replace('\t', '␉');

    /// <summary>Control characters, but for line ends and tabs; marks, embeddings, overrides and isolates of direction; separators of lines.</summary>
    static bool IsActive(string text, int place) => text[place] switch
    {
        '\n' or '\t' => false,
        '\r' => place + 1 == text.Length || text[place + 1] != '\n',
        < ' ' or (>= '\u007F' and <= '\u009F') => true,
        '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => true,
        _ => false,
    };
}

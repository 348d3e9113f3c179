using Spectre.Console;

namespace Unroll.Cli.Terminal;

/// <summary>Lines with a name before each, folded to the width of the terminal.</summary>
sealed class NamedRows(Session session, IAnsiConsole console)
{
    const int NameWidth = 10;

    /// <summary>Writes a line.</summary>
    public void Write(string name, string value)
    {
        StyledText before = Name(name);
        foreach (string line in WordWrap.Lines(value, session.Columns - NameWidth - 1))
        {
            console.Line(before + line);
            before = new string(' ', NameWidth);
        }
    }

    /// <summary>A name as it stands before a line.</summary>
    public StyledText Name(string name) => console.Styled(name.PadRight(NameWidth), TextStyle.Quiet);
}

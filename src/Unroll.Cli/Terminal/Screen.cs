using Spectre.Console;

namespace Unroll.Cli.Terminal;

/// <summary>A console over a writer: with colors where there is a terminal, plain with NO_COLOR, in a file or a pipe.</summary>
static class Screen
{
    public static IAnsiConsole On(TextWriter output)
    {
        TextWriter writer = VisibleWriter.RawOf(output);
        bool terminal = (ReferenceEquals(writer, Console.Out) && !Console.IsOutputRedirected)
            || (ReferenceEquals(writer, Console.Error) && !Console.IsErrorRedirected);
        bool colored = terminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = colored ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = colored ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!terminal)
            console.Profile.Width = 120;
        return console;
    }

    /// <summary>Writes an empty line.</summary>
    public static void Line(this IAnsiConsole console) => console.Line("");

    /// <summary>Writes a line as it is: no markup, no wrapping.</summary>
    public static void Line(this IAnsiConsole console, StyledText text) => console.Profile.Out.Writer.WriteLine(text.ToString());

    /// <summary>Writes a line in a style.</summary>
    public static void Line(this IAnsiConsole console, string text, TextStyle style) => console.Line(console.Styled(text, style));

    /// <summary>A text in a style, on a console that has any.</summary>
    public static StyledText Styled(this IAnsiConsole console, string text, TextStyle style) =>
        style == TextStyle.Plain || text.Length == 0 || !console.Profile.Capabilities.Ansi ? text : StyledText.InStyle(text, style);
}

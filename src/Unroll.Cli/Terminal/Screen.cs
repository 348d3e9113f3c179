using Spectre.Console;

namespace Unroll.Cli.Terminal;

/// <summary>A console over a writer: with colours where there is a terminal, plain with NO_COLOR, in a file or a pipe.</summary>
static class Screen
{
    public static IAnsiConsole On(TextWriter writer)
    {
        bool terminal = (ReferenceEquals(writer, Console.Out) && !Console.IsOutputRedirected) || (ReferenceEquals(writer, Console.Error) && !Console.IsErrorRedirected);
        bool coloured = terminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = coloured ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = coloured ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!terminal)
            console.Profile.Width = 120;
        return console;
    }

    /// <summary>Writes a line as it is: no markup, no wrapping.</summary>
    public static void Line(this IAnsiConsole console, string text = "", Tone tone = Tone.Plain) =>
        console.Profile.Out.Writer.WriteLine(console.Styled(text, tone));

    /// <summary>A text in a tone, on a console that has any.</summary>
    public static string Styled(this IAnsiConsole console, string text, Tone tone) =>
        tone == Tone.Plain || text.Length == 0 || !console.Profile.Capabilities.Ansi ? text : $"\e[{(int)tone}m{text}\e[0m";
}

using System.Globalization;
using Spectre.Console;
using Unroll.Studies.Tasks;
using Unroll.Training;

namespace Unroll.Cli.Terminal;

/// <summary>The figures of a finished run as a small table.</summary>
static class FigureTable
{
    public static void Write(TextWriter output, TextRunResult result)
    {
        IAnsiConsole console = Of(output);
        Table table = new Table().Border(TableBorder.Rounded).AddColumn("").AddColumn(new TableColumn("training").RightAligned())
            .AddColumn(new TableColumn("validation").RightAligned());
        foreach (string figure in new[] { "Loss", "Accuracy" })
            table.AddRow(figure.ToLowerInvariant(), Value(result, "training" + figure), Value(result, "validation" + figure));
        console.Write(table);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{result.Parameters:N0} parameters, {result.Steps:N0} steps in {result.Seconds:F1} s, {result.CharactersPerSecond:N0} characters/s"));
    }

    /// <summary>Colours where there is a terminal, none with NO_COLOR, in a file or a pipe.</summary>
    public static IAnsiConsole Of(TextWriter output)
    {
        bool terminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!terminal)
            console.Profile.Width = 120;
        return console;
    }

    static string Value(TextRunResult result, string name) => result.Figures.TryGetValue(name, out double value) ? FigureFormat.Of(value) : "–";
}

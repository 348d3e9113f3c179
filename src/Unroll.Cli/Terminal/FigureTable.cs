using System.Globalization;
using Spectre.Console;
using Unroll.Studies.Tasks;
using Unroll.Training;

namespace Unroll.Cli.Terminal;

/// <summary>The figures of a finished run as a small table.</summary>
static class FigureTable
{
    static readonly string[] s_figures = ["Loss", "Accuracy"];

    public static void Write(IAnsiConsole console, TextRunResult result)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumn("").AddColumn(new TableColumn("training").RightAligned())
            .AddColumn(new TableColumn("validation").RightAligned());
        foreach (string figure in s_figures)
            table.AddRow(figure.ToLowerInvariant(), Value(result, "training" + figure), Value(result, "validation" + figure));
        console.Write(table);
        string time = result.CharactersPerSecond == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" in {result.Seconds:F1} s, {result.CharactersPerSecond:N0} characters/s");
        console.Line(string.Create(CultureInfo.InvariantCulture, $"{result.Parameters:N0} parameters, {result.Steps:N0} steps{time}"));
    }

    static string Value(TextRunResult result, string name) => result.Figures.TryGetValue(name, out double value) ? FigureFormat.Of(value) : "–";
}

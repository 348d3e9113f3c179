using System.Globalization;
using Spectre.Console;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Text;
using Unroll.Training;

namespace Unroll.Cli.Terminal;

/// <summary>Figures as small tables; those of synthetic data say so.</summary>
static class FigureTable
{
    const string Training = "training";
    const string Validation = "validation";
    const string Synthetic = "synthetic data: the program made them up";

    /// <summary>The last epoch of a finished run.</summary>
    public static void Write(IAnsiConsole console, RunResult result)
    {
        Table table = New(console, result.IsSynthetic).AddColumn("").AddColumn(new TableColumn(Training).RightAligned()).AddColumn(new TableColumn(Validation).RightAligned());
        foreach (string name in result.Figures.Keys.Select(key => Part(key) is { } part ? key[part.Length..] : key).Distinct())
            table.AddRow(result.Figures.ContainsKey(name)
                ? [FigureName.InWords(name), Value(result, name), ""]
                : [FigureName.InWords(char.ToLowerInvariant(name[0]) + name[1..]), Value(result, Training + name), Value(result, Validation + name)]);
        console.Write(table);
        string time = result.UnitsPerSecond == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" in {result.Seconds:F1} s with evaluation, {result.UnitsPerSecond:N0} {result.Data.Unit}/s without");
        console.Line(string.Create(CultureInfo.InvariantCulture, $"{result.Parameters:N0} parameters, {result.Steps:N0} {(result.Steps == 1 ? "step" : "steps")}{time}"));
    }

    /// <summary>A row a figure, a column a thing that has figures of its own: a share, a word.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<Figure> figures, bool isSynthetic)
    {
        string[] things = [.. figures.Select(figure => figure.Of).Distinct()];
        string[] names = [.. figures.Select(figure => figure.Name).Distinct()];

        // Many things that have one figure each read better one below another.
        bool turned = names.Length < things.Length;
        Table table = New(console, isSynthetic).AddColumn("");
        foreach (string column in turned ? names : things)
            table.AddColumn(new TableColumn(Markup.Escape(turned ? FigureName.InWords(column) : column)).RightAligned());
        foreach (string row in turned ? things : names)
            table.AddRow([Markup.Escape(turned ? (row.Length == 0 ? "all" : row) : FigureName.InWords(row)), .. (turned ? names : things)
                .Select(column => figures.FirstOrDefault(figure => turned ? figure.Name == column && figure.Of == row : figure.Name == row && figure.Of == column))
                .Select(figure => figure is null ? "" : Value(figure.Value))]);
        console.Write(table);
    }

    /// <summary>A row a prediction.</summary>
    public static void Write(IAnsiConsole console, PredictionTable predictions)
    {
        Table table = New(console, predictions.IsSynthetic);
        for (int column = 0; column < predictions.Columns.Count; column++)
        {
            var added = new TableColumn(FigureName.InWords(predictions.Columns[column]));
            table.AddColumn(predictions.Rows.Any(row => row[column] is not string) ? added.RightAligned() : added);
        }

        foreach (IReadOnlyList<object> row in predictions.Rows)
            table.AddRow([.. row.Select(cell => Markup.Escape(Cell(cell)))]);
        console.Write(table);
    }

    /// <summary>Of which part a figure tells; null where it tells of the course of the training.</summary>
    static string? Part(string key) => new[] { Training, Validation }.FirstOrDefault(part => key.StartsWith(part, StringComparison.Ordinal));

    /// <summary>A cell in which there would be nothing to see names its characters: a model of text predicts spaces and line ends too.</summary>
    static string Cell(object cell) => cell switch
    {
        double number => Value(number),
        string { Length: > 0 } text when string.IsNullOrWhiteSpace(text) => CharacterName.Describe(text),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
    };

    static Table New(IAnsiConsole console, bool isSynthetic)
    {
        // A title would be broken to the width of a narrow table.
        if (isSynthetic)
            console.Line(Synthetic, Tone.Quiet);
        return new Table().Border(TableBorder.Rounded);
    }

    static string Value(RunResult result, string name) => result.Figures.TryGetValue(name, out double value) ? Value(value) : "–";

    static string Value(double value) => double.IsNaN(value) ? "–" : MetricFormat.Format(value);
}

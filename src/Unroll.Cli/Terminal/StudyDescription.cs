using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Unroll.Studies.Studies;

namespace Unroll.Cli.Terminal;

/// <summary>A study in words.</summary>
static class StudyDescription
{
    const int Label = 12;

    public static void Write(IAnsiConsole console, Study study, string name, int columns)
    {
        console.Line(study.Title, Tone.Strong);
        console.Line();
        Row(console, columns, "question", study.Question);
        Row(console, columns, "source", study.Source);
        Row(console, columns, "trains", $"task {study.Task}: {Settings(study.Common)}");
        foreach (StudyAxis axis in study.Axes)
            Row(console, columns, "varies", $"{axis.Name}: {string.Join(", ", axis.Values.Select(value => Value(axis, value)))}");
        Row(console, columns, "trainings", Trainings(study));
        if (study.Quick is { } quick)
            Row(console, columns, "quick form", $"{Trainings(quick)}; {string.Join("; ", quick.Axes.Select(axis => $"{axis.Name}: {string.Join(", ", axis.Values.Select(value => value.Name))}").Append(Changes(study, quick)).Where(text => text.Length > 0))}");
        Row(console, columns, "reports", string.Join(", ", study.Figures.Select(FigureText.Name)));
        if (study.Comparison is { } comparison)
            Row(console, columns, "compares", $"cells by {FigureText.Name(comparison.Figure)}, {(comparison.IsHigherBetter ? "higher" : "lower")} is better"
                + (comparison.Within.Count == 0 ? "" : $", each {string.Join(" and ", comparison.Within)} for itself"));
        foreach (PublishedFigure one in study.Published)
            Row(console, columns, "published", $"{string.Join(", ", one.Where.Select(where => $"{where.Key} {where.Value}"))}{(one.Where.Count > 0 ? ": " : "")}{FigureText.Name(one.Figure)} {Published(one)}");
        foreach (string claim in study.Claims)
            Row(console, columns, "claimed", claim);
        foreach (string note in study.Notes)
            Row(console, columns, "note", note);
        console.Line();
        console.Line($"  unroll study run {ShellWord.Of(name)}{(study.Quick is null ? "" : " --quick")}", Tone.Name);
    }

    static string Trainings(Study study) => string.Create(CultureInfo.InvariantCulture,
        $"{study.Cells().Count:N0} × {study.Repeats} {(study.Repeats == 1 ? "seed" : "seeds")}{(study.IsTimed ? ", one at a time: times are reported" : "")}");

    static string Changes(Study study, Study quick) =>
        Settings(quick.Common.Where(setting => !JsonNode.DeepEquals(setting.Value, study.Base.TryGetPropertyValue(setting.Key, out JsonNode? known) ? known : null)));

    static string Value(StudyAxis axis, AxisValue value) => axis.Path is null ? $"{value.Name} ({Settings(value.Settings)})" : value.Name;

    static string Settings(IEnumerable<KeyValuePair<string, JsonNode?>> settings) =>
        string.Join(", ", settings.Select(setting => $"{setting.Key} {Text(setting.Value)}"));

    static string Text(JsonNode? value) => value switch
    {
        null => "the usual one",
        JsonArray list => string.Join(" ", list.Select(Text)),
        _ => value.ToString().Replace("\n", "↵", StringComparison.Ordinal),
    };

    static string Published(PublishedFigure one) => one.Value is null || one.Text.Length == 0 ? FigureText.Of(one) : $"{FigureText.Of(one)} ({one.Text})";

    static void Row(IAnsiConsole console, int columns, string label, string text)
    {
        if (text.Length == 0)
            return;
        foreach (string line in WordWrap.Lines(text, columns - Label - 1))
        {
            console.Line(console.Styled($"{label,-Label}", Tone.Quiet) + line);
            label = "";
        }
    }
}

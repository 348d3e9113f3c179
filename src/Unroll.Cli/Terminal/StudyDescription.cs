using System.Text.Json;
using Spectre.Console;
using Unroll.Studies;
using Unroll.Studies.Grid;

namespace Unroll.Cli.Terminal;

/// <summary>A study in words.</summary>
static class StudyDescription
{
    const int Label = 12;

    public static void Write(IAnsiConsole console, Study study, string name, int columns)
    {
        console.Line(study.Title, TextStyle.Strong);
        console.Line();
        Row(console, columns, "question", study.Question);
        Row(console, columns, "source", study.Source);
        Row(console, columns, "trains", $"task {study.Task}: {Settings(study.Common)}");
        foreach (StudyEncoder encoder in study.Encoders)
            Row(console, columns, "pretrains", $"{encoder.Name}: {Settings(encoder)}");
        foreach (StudyAxis axis in study.Axes)
            Row(console, columns, "varies", $"{axis.Name}: {string.Join(", ", axis.Values.Select(value => Value(axis, value)))}");
        Row(console, columns, "takes", Trainings(study));
        if (study.Quick is { } quick)
        {
            IEnumerable<string> parts = [Trainings(quick), .. Fewer(study, quick), Changes(study, quick)];
            Row(console, columns, "quick form", string.Join("; ", parts.Where(text => text.Length > 0)));
        }

        Row(console, columns, "reports", MetricList.Names(study.Metrics));
        Row(console, columns, "texts", string.Join("; ", study.Texts.Select(text => text.Title)));
        Row(console, columns, "plots", string.Join("; ", study.Plots.Select(plot => plot.Title)));
        if (study.Comparison is { } comparison)
            Row(console, columns, "compares", MetricText.Of(comparison));
        foreach (IGrouping<string, PublishedMetric> cells in
            study.Published.GroupBy(one => string.Join(", ", one.Where.Select(where => $"{where.Key} {where.Value}"))))
            Row(console, columns, "published", $"{cells.Key}{(cells.Key.Length > 0 ? ": " : "")}{MetricList.Published(cells)}");
        foreach (Claim claim in study.Claims)
            Row(console, columns, "claimed", claim.Text);
        foreach (string note in study.Notes)
            Row(console, columns, "note", note);
        string run = $"  unroll study run {ShellWord.Of(name)}";
        console.Line();
        console.Line(console.Styled(run, TextStyle.Name));
        if (study.Quick is not null)
            console.Line(console.Styled($"{run} --quick", TextStyle.Name) + "  in about three minutes at most, on two fast cores");
    }

    /// <summary>"165 trainings (33 cells × 5 seeds)".</summary>
    public static string Trainings(Study study)
    {
        string grid = study.Repeats == 1 ? "" : $" ({Quantity.Text(study.Cells.Count, "cell")} × {Quantity.Text(study.Repeats, "seed")})";
        return $"{Quantity.Text(study.Trainings, "training")}{grid}{(study.IsTimed ? ", one at a time: times are reported" : "")}";
    }

    /// <summary>"begins with neutral, data tweets, classes neither".</summary>
    static string Settings(StudyEncoder encoder) => (encoder.Base.Length == 0 ? "" : $"begins with {encoder.Base}, ") + Settings(encoder.Settings)
        + (encoder.TokensOf.Length == 0 ? "" : $", as many tokens as {encoder.TokensOf}");

    /// <summary>The axes that have other values in the quick form.</summary>
    static IEnumerable<string> Fewer(Study study, Study quick) => quick.Axes.Zip(study.Axes)
        .Where(axes => !axes.First.Values.Select(Whole).SequenceEqual(axes.Second.Values.Select(Whole)))
        .Select(axes => $"{axes.First.Name}: {string.Join(", ", axes.First.Values.Select(value => Value(axes.Second, value)))}");

    static string Whole(AxisValue value) => $"{value.Name} {Settings(value.Settings)}";

    static string Changes(Study study, Study quick) => Settings(quick.Common.Where(setting =>
        !study.Base.TryGetValue(setting.Key, out JsonElement known) || !JsonElement.DeepEquals(setting.Value, known)));

    static string Value(StudyAxis axis, AxisValue value) =>
        value.Settings.Count == 0 || IsPlain(axis, value) ? value.Name : $"{value.Name} ({Settings(value.Settings)})";

    /// <summary>Whether a value's name says what it sets.</summary>
    static bool IsPlain(StudyAxis axis, AxisValue value) =>
        value.Settings.Count == 1 && value.Settings.First() is var setting && setting.Key == axis.Path && Raw(setting.Value) == value.Name;

    static string Raw(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    static string Settings(IEnumerable<KeyValuePair<string, JsonElement>> settings) =>
        string.Join(", ", settings.Select(setting => $"{setting.Key} {Text(setting.Value)}"));

    static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "none",
        JsonValueKind.Array => string.Join(" ", value.EnumerateArray().Select(Text)),
        JsonValueKind.String => value.GetString()!.Replace("\n", "↵", StringComparison.Ordinal),
        _ => value.GetRawText(),
    };

    static void Row(IAnsiConsole console, int columns, string label, string text)
    {
        if (text.Length == 0)
            return;
        foreach (string line in WordWrap.Lines(text, columns - Label - 1))
        {
            console.Line(console.Styled($"{label,-Label}", TextStyle.Quiet) + line);
            label = "";
        }
    }
}

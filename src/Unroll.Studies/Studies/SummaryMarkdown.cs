using System.Globalization;
using System.Text;
using Unroll.Training;

namespace Unroll.Studies.Studies;

/// <summary>A study's summary for people: the question, the settings, figures beside the published ones, comparisons, texts, and what the source says.</summary>
static class SummaryMarkdown
{
    const string QuickRemark = "**This is the quick form: smaller, shorter or fewer trainings than the study's. It shows that everything works; its figures answer nothing.**";
    const string SyntheticRemark = "**Synthetic data: the program made them up.**";

    public static string Write(StudyResult result)
    {
        Study study = result.Study;
        var text = new StringBuilder();
        Paragraph(text, $"# {study.Title}");
        if (study.IsQuick)
            Paragraph(text, QuickRemark);
        if (result.IsSynthetic)
            Paragraph(text, SyntheticRemark);
        Paragraph(text, study.Question + (study.Source.Length == 0 ? "" : $" ({study.Source})"));
        Paragraph(text, Setting(study));
        Figures(text, result);
        if (result.UnknownFigures is { } unknown)
            Paragraph(text, unknown);
        if (study.IsTimed)
            Paragraph(text, $"Times are of this machine: {Environment.ProcessorCount} processors, one training at a time.");
        Compare(text, result);
        foreach (StudyText table in study.Texts)
            StudyTextTable.Write(text, result, table);
        Published(text, study);
        List(text, "What the source says", study.Claims);
        List(text, "Notes", study.Notes);
        List(text, "Failures", [.. result.Cells.SelectMany(cell => cell.Cell.Trials.Zip(cell.Results))
            .Where(one => one.Second?.Failure is not null).Select(one => $"{one.First.Cell.Name}, seed {one.First.Seed}: {one.Second!.Failure}")]);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>A table in Markdown.</summary>
    internal static void Table(StringBuilder text, string title, IReadOnlyList<string> columns, IEnumerable<IEnumerable<string>> rows)
    {
        Paragraph(text, $"## {title}");
        text.Append("| ").AppendJoin(" | ", columns.Select(Cell)).Append(" |\n|").Insert(text.Length, "---|", columns.Count).Append('\n');
        foreach (IEnumerable<string> row in rows)
            text.Append("| ").AppendJoin(" | ", row.Select(Cell)).Append(" |\n");
        text.Append('\n');
    }

    /// <summary>A row a cell, or a column a cell where there are more figures than cells.</summary>
    static void Figures(StringBuilder text, StudyResult result)
    {
        string[] figures = [.. result.Study.Figures.Where(figure => result.Cells.Any(cell => cell.Trials(figure) is not null))];
        string[] names = ["trainings", .. figures.Select(FigureText.Name)];
        (string[] Cell, string[] Figures)[] cells = [.. result.Cells.Select(cell => ((string[])[.. cell.Cell.Values.Select(value => value.Name)],
            (string[])[Trainings(cell), .. figures.Select(figure => FigureText.Of(cell.Trials(figure), figure) + Beside(cell.Cell.Published(figure)))]))];
        if (figures.Length > cells.Length)
            Table(text, "Figures", ["figure", .. cells.Select(cell => cell.Cell.Length == 0 ? "value" : string.Join(", ", cell.Cell))], names.Select((name, place) => cells.Select(cell => cell.Figures[place]).Prepend(name)));
        else
            Table(text, "Figures", [.. result.Study.Axes.Select(axis => axis.Name), .. names], cells.Select(cell => cell.Cell.Concat(cell.Figures)));
    }

    static string Trainings(CellResult cell) => cell.Failures == 0 ? cell.Done.ToString(CultureInfo.InvariantCulture) : $"{cell.Done}, {cell.Failures} failed";

    static string Beside(PublishedFigure? published) => FigureText.Of(published) is { Length: > 0 } known ? $" (published {known})" : "";

    static string Setting(Study study)
    {
        string settings = string.Join(", ", study.Common.Select(setting => $"{setting.Key} {setting.Value?.ToJsonString() ?? "none"}"));
        string task = $"Task {study.Task}" + (settings.Length == 0 ? "." : $": {settings}.");
        string trainings = study.Repeats == 1 ? $"One training a cell, seed {study.Seed}." : $"{study.Repeats} trainings a cell, seeds {study.Seed} to {study.Seed + study.Repeats - 1}; ± is the standard deviation (n − 1).";
        return $"{task} {trainings}";
    }

    static void Compare(StringBuilder text, StudyResult result)
    {
        IReadOnlyList<CellDifference> differences = CellDifference.Compare(result);
        if (differences.Count == 0)
            return;
        string[] axes = [.. result.Study.Axes.Select(axis => axis.Name)];
        Table(text, $"Compared by {FigureText.Of(result.Study.Comparison!)}",
            [.. axes, "difference to the best", "95 % interval", ""],
            differences.Select(one => (string[])[.. one.Cell.Cell.Values.Select(value => value.Name), one.IsBest ? "" : Signed(one.Difference.Value), Interval(one), one.Verdict]));
    }

    static string Interval(CellDifference one) => one.IsBest || double.IsNaN(one.Difference.Low) ? "" : $"{Signed(one.Difference.Low)} to {Signed(one.Difference.High)}";

    static string Signed(double value) => (value > 0 ? "+" : "") + MetricFormat.Format(value);

    static void Published(StringBuilder text, Study study)
    {
        if (study.Published.Count > 0)
            Table(text, "Published", ["of", "figure", "value", "remark"], study.Published.Select(one => (string[])
            [
                string.Join(", ", one.Where.Select(where => $"{where.Key} {where.Value}")), FigureText.Name(one.Figure),
                FigureText.Of(one), one.Value is null ? "" : one.Text,
            ]));
    }

    static void List(StringBuilder text, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        Paragraph(text, $"## {title}");
        foreach (string line in lines)
            text.Append("- ").Append(line).Append('\n');
        text.Append('\n');
    }

    static void Paragraph(StringBuilder text, string paragraph) => text.Append(paragraph).Append("\n\n");

    static string Cell(string content) => content.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", "↵", StringComparison.Ordinal);
}

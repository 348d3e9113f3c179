using System.Globalization;
using System.Text;
using System.Text.Json;
using Unroll.Studies.Tables;
using Unroll.Training;

namespace Unroll.Studies.Grid;

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
        Section(text, Figures(result));
        if (result.UnknownFigures is { } unknown)
            Paragraph(text, unknown);
        if (study.IsTimed)
            Paragraph(text, $"Times are of this machine: {Environment.ProcessorCount} processors, one training at a time.");
        if (result.Differences.Count > 0)
            Section(text, Comparison(result));
        foreach (StudyText table in study.Texts)
            Texts(text, result, table);
        if (study.Published.Count > 0)
            Section(text, Published(study));
        List(text, "What the source says", study.Claims);
        List(text, "Notes", study.Notes);
        List(text, "Failures", [.. result.Cells.SelectMany(cell => cell.Cell.Trials.Zip(cell.Results))
            .Where(one => one.Second?.Failure is not null).Select(one => $"{one.First.Cell.Name}, seed {one.First.Seed}: {one.Second!.Failure}")]);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    static void Section(StringBuilder text, Table table) => text.Append("## ").Append(table.Title).Append("\n\n").Append(table.ToMarkdown()).Append('\n');

    /// <summary>One row per cell, or one column per cell where there are more figures than cells.</summary>
    static Table Figures(StudyResult result)
    {
        string[] figures = [.. result.Study.Figures.Where(figure => result.Cells.Any(cell => cell.Trials(figure) is not null))];
        Column[] heads = [.. result.Study.Axes.Select(axis => Column.Text(axis.Name))];
        var table = new Table(
            [.. heads, Column.Number("trainings"), .. figures.Select(figure => Column.Number(FigureText.Name(figure)))],
            [.. result.Cells.Select(cell => (Cell[])[.. cell.Cell.Names, Trainings(cell), .. figures.Select(figure => Figure(cell, figure))])])
        {
            Title = "Figures",
        };
        return figures.Length > result.Cells.Count ? table.Transpose(heads.Length, "figure", "value") : table;
    }

    static Cell Figure(CellResult cell, string figure)
    {
        string published = FigureText.Of(cell.Cell.Published(figure));
        return new Cell(FigureText.Of(cell.Trials(figure), figure) + (published.Length == 0 ? "" : $" (published {published})"), cell.Trials(figure)?.Mean);
    }

    static Cell Trainings(CellResult cell) => cell.Failures == 0 ? cell.Done : new Cell($"{cell.Done}, {cell.Failures} failed", cell.Done);

    static string Setting(Study study)
    {
        string settings = string.Join(", ", study.Common.Select(setting => $"{setting.Key} {Value(setting.Value)}"));
        string task = $"Task {study.Task}" + (settings.Length == 0 ? "." : $": {settings}.");
        string trainings = study.Repeats == 1
            ? $"One training a cell, seed {study.Seed}."
            : $"{study.Repeats} trainings a cell, seeds {study.Seed} to {study.Seed + study.Repeats - 1}; ± is the standard deviation (n − 1).";
        return $"{task} {trainings}";
    }

    static string Value(JsonElement setting) => setting.ValueKind == JsonValueKind.Null ? "none" : JsonSerializer.Serialize(setting);

    static void Texts(StringBuilder text, StudyResult result, StudyText table)
    {
        if (TrialTable.Create(result, table) is { } found)
            Section(text, found);
        else if (result.Cells.Any(cell => cell.Done > cell.Failures))
            Paragraph(text, $"## {table.Title}\n\nNo training has the table {table.File}.");
    }

    static Table Comparison(StudyResult result) => new(
        [.. result.Study.Axes.Select(axis => Column.Text(axis.Name)), Column.Number("difference to the best"), Column.Number("95 % interval"), Column.Text("")],
        [.. result.Differences.Select(one => (Cell[])[.. one.Cell.Cell.Names, Difference(one), Interval(one), one.Verdict])])
    {
        Title = $"Compared by {FigureText.Of(result.Study.Comparison!)}",
    };

    static Cell Difference(CellDifference one) => new(one.IsBest ? "" : Signed(one.Difference.Value), one.Difference.Value);

    static string Interval(CellDifference one) =>
        one.IsBest || double.IsNaN(one.Difference.Low) ? "" : $"{Signed(one.Difference.Low)} to {Signed(one.Difference.High)}";

    static string Signed(double value) => (value > 0 ? "+" : "") + FigureFormat.Of(value);

    static Table Published(Study study) => new(
        [Column.Text("of"), Column.Text("figure"), Column.Number("value"), Column.Text("remark")],
        [.. study.Published.Select(one => (Cell[])
        [
            string.Join(", ", one.Where.Select(where => $"{where.Key} {where.Value}")), FigureText.Name(one.Figure), new Cell(FigureText.Of(one), one.Value),
            one.Value is null ? "" : one.Text,
        ])])
    {
        Title = "Published",
    };

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
}

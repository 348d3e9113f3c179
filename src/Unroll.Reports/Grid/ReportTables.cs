using Unroll.Reports.Markup;
using Unroll.Reports.Runs;
using Unroll.Studies;
using Unroll.Studies.Grid;
using Unroll.Studies.Tables;
using Unroll.Studies.Tuning;

namespace Unroll.Reports.Grid;

/// <summary>The tables of a report for documents: what a run came to, the figures of a study's cells and how they compare, or the trials of a tuning.</summary>
public static class ReportTables
{
    /// <summary>The tables in one of the <see cref="TableText.Forms"/>; as CSV, which is one table, the figures alone.</summary>
    /// <param name="folder">The folder of a run, a study or a tuning.</param>
    /// <param name="form">html, markdown, latex or csv.</param>
    /// <exception cref="InputException">The folder is neither, or holds no figures.</exception>
    public static string Of(string folder, string form)
    {
        IReadOnlyList<Table> tables = TuningFolder.IsIn(folder) ? [OfTuning(TuningResult.Open(folder))]
            : SavedStudy.IsIn(folder) ? OfStudy(SavedStudy.Open(folder)) : OfRun(new ComparedRun(folder, "value"));
        if (tables.Count == 0 || tables[0].Rows.Count == 0)
            throw new InputException($"{folder}: holds no figures");
        return form == "csv" ? tables[0].ToCsv() : TableText.Of(tables, form);
    }

    static IReadOnlyList<Table> OfStudy(SavedStudy saved) => saved.Result is not { } result ? saved.Tables
        : result.Study.Comparison is null ? [FigureTable.Create(result)] : [FigureTable.Create(result), SummaryMarkdown.Comparison(result)];

    static Table OfTuning(TuningResult result) => TuningTable.Create(result.Definition, result.Ranked) with { Title = "Trials" };

    static Table[] OfRun(ComparedRun run) =>
    [
        new([Column.Text("figure"), Column.Number(run.Name)], [.. run.Figures.Select(figure => (Cell[])[MetricText.Name(figure.Key), figure.Value])])
        {
            Title = "Figures at the end",
        },
    ];
}

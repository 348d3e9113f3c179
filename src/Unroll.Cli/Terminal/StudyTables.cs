using System.Globalization;
using Unroll.Studies.Grid;
using Unroll.Studies.Tables;

namespace Unroll.Cli.Terminal;

/// <summary>The tables of studies.</summary>
static class StudyTables
{
    /// <summary>All studies.</summary>
    public static Table List(IEnumerable<Study> studies) => new(
        [Column.Text("name"), Column.Text("question"), Column.Number("trainings")],
        [.. studies.Select(study => (Cell[])[study.Name, study.Question,
            new Cell(study.Trainings.ToString("N0", CultureInfo.InvariantCulture), study.Trainings)])]);

    /// <summary>The results of a study, one row per cell: first the metric by which cells are compared; each with the published value beside it.</summary>
    /// <param name="result">The results.</param>
    /// <param name="indent">What stands before the name of a column that belongs to the one before it.</param>
    public static Table Results(StudyResult result, string indent = "")
    {
        Study study = result.Study;
        var columns = new List<(Column Column, Func<CellResult, Cell> Cell)>();
        for (int axis = 0; axis < study.Axes.Count; axis++)
        {
            int place = axis;
            columns.Add((Column.Text(study.Axes[axis].Name), cell => cell.Cell.Values[place].Name));
        }

        if (result.Failures > 0)
            columns.Add((Column.Number("failed"), cell => cell.Failures));
        foreach (string metric in Ordered(study).Where(metric => result.Cells.Any(cell => cell.Trials(metric) is not null)))
        {
            columns.Add((Column.Number(MetricText.Name(metric)), cell => Value(cell, metric)));
            if (result.Cells.Any(cell => cell.Cell.Published(metric)?.Value is not null))
                columns.Add((Column.Number(indent + "published"), cell => Published(cell, metric)));
            if (metric == study.Comparison?.Metric && result.Differences.Count > 0)
                columns.Add((Column.Text(indent + "difference to the best mean"), cell => result.Difference(cell)?.Verdict ?? ""));
        }

        return new Table([.. columns.Select(column => column.Column)],
            [.. result.Cells.Select(cell => (Cell[])[.. columns.Select(column => column.Cell(cell))])]);
    }

    /// <summary>The cells of a running study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="progress">How far it is.</param>
    /// <param name="cells">The cells that are shown.</param>
    public static Table Progress(Study study, StudyProgress progress, IReadOnlyList<CellResult> cells)
    {
        string[] metrics = [.. Ordered(study).Where(metric =>
            progress.Cells.Any(cell => cell.Trials.Any(trial => progress.Result(trial)?.Metric(metric) is not null)))];
        return new Table(
            [.. study.Axes.Select(axis => Column.Text(axis.Name)), Column.Text("trainings"),
                .. metrics.Select(metric => Column.Number(MetricText.Name(metric)))],
            [.. cells.Select(cell => (Cell[])
            [
                .. cell.Cell.Values.Select(value => (Cell)value.Name), Trainings(cell, progress),
                .. metrics.Select(metric => cell.Trials(metric) is null ? default : Value(cell, metric)),
            ])]);
    }

    /// <summary>The metric by which cells are compared comes first.</summary>
    public static IEnumerable<string> Ordered(Study study) => study.Metrics.OrderBy(metric => metric == study.Comparison?.Metric ? 0 : 1);

    static Cell Value(CellResult cell, string metric) => new(MetricText.Of(cell, metric), cell.Trials(metric)?.Mean);

    static Cell Published(CellResult cell, string metric) => new(MetricText.Of(cell.Cell.Published(metric)), cell.Cell.Published(metric)?.Value);

    /// <summary>"2/5, 37 %", "5/5", "5/5, 1 failed".</summary>
    static string Trainings(CellResult cell, StudyProgress progress)
    {
        string running = string.Concat(cell.Cell.Trials.Select(progress.Running).OfType<double>()
            .Select(share => string.Create(CultureInfo.InvariantCulture, $", {share * 100:F0} %")));
        string failed = cell.Failures == 0 ? "" : $", {cell.Failures} failed";
        return $"{cell.Done}/{cell.Results.Count}{failed}{running}";
    }
}

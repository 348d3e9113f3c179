using Unroll.Studies.Tables;

namespace Unroll.Studies.Grid;

/// <summary>The figures of a study's cells, each published one in a column of its own beside ours.</summary>
static class FigureTable
{
    /// <summary>One row per cell, or one column per cell where there are more figures than cells.</summary>
    public static Table Create(StudyResult result)
    {
        Study study = result.Study;
        string[] metrics = [.. study.Metrics.Where(metric => result.Cells.Any(cell => cell.Trials(metric) is not null))];
        var columns = new List<(Column Column, Func<CellResult, Cell> Cell)> { (Column.Number("trainings"), Trainings) };
        foreach (string metric in metrics)
        {
            columns.Add((Column.Number(MetricText.Name(metric)), cell => new Cell(MetricText.Of(cell, metric), cell.Trials(metric)?.Mean)));
            if (result.Cells.Any(cell => cell.Cell.Published(metric) is not null))
                columns.Add((Column.Number("published"), cell => Published(cell.Cell.Published(metric))));
        }

        var table = new Table(
            [.. study.Axes.Select(axis => Column.Text(axis.Name)), .. columns.Select(column => column.Column)],
            [.. result.Cells.Select(cell => (Cell[])[.. cell.Cell.Names, .. columns.Select(column => column.Cell(cell))])])
        {
            Title = "Figures",
        };
        return metrics.Length > result.Cells.Count ? table.Transpose(study.Axes.Count, "figure", "value") : table;
    }

    static Cell Published(PublishedMetric? published) => new(MetricText.Of(published), published?.Value);

    static Cell Trainings(CellResult cell) => cell.Failures == 0 ? cell.Done : new Cell($"{cell.Done}, {cell.Failures} failed", cell.Done);
}

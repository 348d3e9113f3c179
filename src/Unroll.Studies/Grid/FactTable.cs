using Unroll.Studies.Tables;

namespace Unroll.Studies.Grid;

/// <summary>Published facts of an axis' values, beside what the study measured of them.</summary>
static class FactTable
{
    /// <summary>A row for each value, with the metric by which the study compares; of several cells with that value, all of them.</summary>
    public static Table Create(StudyResult result, StudyFacts facts)
    {
        string metric = result.Study.LeadingMetric;
        StudyAxis axis = result.Study.Axes.First(one => one.Name == facts.Axis);
        Column[] columns = [Column.Text(axis.Name), .. facts.Columns.Select(Column.Text), Column.Number(MetricText.Name(metric))];
        return new Table(columns, [.. axis.Values.Where(value => facts.Rows.ContainsKey(value.Name)).Select(value =>
            (Cell[])[value.Name, .. facts.Rows[value.Name].Select(fact => new Cell(fact)), Measured(result, axis, value, metric)])])
        {
            Title = facts.Title,
        };
    }

    static Cell Measured(StudyResult result, StudyAxis axis, AxisValue value, string metric)
    {
        CellResult[] cells = [.. result.Cells.Where(cell => cell.Cell[axis.Name] == value.Name)];
        string[] others = [.. result.Study.Axes.Select(one => one.Name).Where(name => name != axis.Name)];
        return cells is [var only] ? new Cell(MetricText.Of(only, metric), only.Trials(metric)?.Mean)
            : string.Join("; ", cells.Select(cell => $"{string.Join(", ", others.Select(name => cell.Cell[name]))}: {MetricText.Of(cell, metric)}"));
    }
}

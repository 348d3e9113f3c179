using Unroll.Studies.Grid;

namespace Unroll.Reports.Grid;

/// <summary>Which cells of a study go into one chart.</summary>
static class PlotGroups
{
    /// <summary>The cells that differ in the shown axes alone, group by group, with what the group has in common.</summary>
    /// <param name="result">The study.</param>
    /// <param name="shown">The axes that the chart shows; null for all of them.</param>
    public static IEnumerable<(string Common, CellResult[] Cells)> Of(StudyResult result, string[]? shown)
    {
        string[] others = shown is null ? [] : [.. result.Study.Axes.Select(axis => axis.Name).Except(shown)];
        return result.Cells.GroupBy(cell => string.Join(", ", others.Select(axis => $"{axis} {cell.Cell[axis]}")))
            .Select(group => (group.Key.Length == 0 ? "" : ": " + group.Key, group.ToArray()));
    }

    /// <summary>The values of a cell in words.</summary>
    public static string Name(CellResult cell) => string.Join(", ", cell.Cell.Values.Select(value => value.Name));
}

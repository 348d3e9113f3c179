namespace Unroll.Studies.Grid;

/// <summary>What a claim says of a figure.</summary>
/// <param name="Metric">The figure.</param>
/// <param name="Where">Values of axes by name: the cells that it is about, all where there are none.</param>
public abstract record ClaimCheck(string Metric, IReadOnlyDictionary<string, IReadOnlyList<string>> Where)
{
    /// <summary>The comparisons of cells, or of cells with a number, on which the claim rests.</summary>
    internal IEnumerable<ClaimComparison> Compare(Study study, IReadOnlyList<CellResult> cells) =>
        CompareAll(study, [.. cells.Where(cell => Where.All(where => where.Value.Contains(cell.Cell[where.Key])))]);

    private protected abstract IEnumerable<ClaimComparison> CompareAll(Study study, CellResult[] cells);

    /// <summary>The values of a cell by their axes, those of one axis left out: "length 100, rate 0.01". An axis of one value says nothing.</summary>
    private protected static string Name(Study study, CellResult cell, string without = "") => string.Join(", ",
        study.Axes.Where(axis => axis.Values.Count > 1 && axis.Name != without).Select(axis => $"{axis.Name} {cell.Cell[axis.Name]}"));
}

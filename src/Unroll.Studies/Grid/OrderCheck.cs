namespace Unroll.Studies.Grid;

/// <summary>A claim about the order of an axis' values by a figure: "gru &lt; lstm, simple_rnn". It must hold for all values of the other axes.</summary>
/// <param name="Metric">The figure.</param>
/// <param name="Where">Values of axes by name: the cells that it is about.</param>
/// <param name="Axis">The axis.</param>
/// <param name="Pairs">The values that are compared, two at a time.</param>
public sealed record OrderCheck(string Metric, IReadOnlyDictionary<string, IReadOnlyList<string>> Where, string Axis,
    IReadOnlyList<(string First, ClaimRelation Relation, string Second)> Pairs) : ClaimCheck(Metric, Where)
{
    private protected override IEnumerable<ClaimComparison> CompareAll(Study study, CellResult[] cells) =>
        from same in cells.GroupBy(cell => Name(study, cell, Axis))
        from pair in Pairs
        let first = same.FirstOrDefault(cell => cell.Cell[Axis] == pair.First)
        let second = same.FirstOrDefault(cell => cell.Cell[Axis] == pair.Second)
        where first is not null && second is not null
        select ClaimComparison.OfCells(Metric, same.Key, (pair.First, first), pair.Relation, (pair.Second, second));
}

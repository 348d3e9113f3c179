namespace Unroll.Studies.Grid;

/// <summary>A claim about the size of a figure: ">= 0.975". It must hold for each of its cells.</summary>
/// <param name="Metric">The figure.</param>
/// <param name="Where">Values of axes by name: the cells that it is about.</param>
/// <param name="Relation">How the figure stands to the number.</param>
/// <param name="Bound">The number.</param>
public sealed record BoundCheck(string Metric, IReadOnlyDictionary<string, IReadOnlyList<string>> Where, ClaimRelation Relation, double Bound)
    : ClaimCheck(Metric, Where)
{
    private protected override IEnumerable<ClaimComparison> CompareAll(Study study, CellResult[] cells) =>
        cells.Select(cell => ClaimComparison.OfBound(Metric, Name(study, cell), cell, Relation, Bound));
}

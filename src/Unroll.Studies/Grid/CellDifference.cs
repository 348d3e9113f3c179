using Unroll.Studies.Statistics;

namespace Unroll.Studies.Grid;

/// <summary>A cell compared with the best one.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Best">The best of those that it is compared with; the cell itself where it is the best.</param>
/// <param name="Difference">Its mean minus that of the best.</param>
public sealed record CellDifference(CellResult Cell, CellResult Best, WelchDifference Difference)
{
    /// <summary>Whether it is the best itself, or as good as the best to the last digit.</summary>
    public bool IsBest => ReferenceEquals(Cell, Best) || Difference.Value == 0;

    /// <summary>In words: "best", "significant (95 %)", "not significant", or why nothing can be said.</summary>
    public string Verdict => IsBest ? "best" : Difference.IsSignificant switch
    {
        null => "one training: no spread",
        true => "significant (95 %)",
        false => "not significant",
    };

    /// <summary>Compares cells as their study says; none where it says nothing. Cells without the metric are left out.</summary>
    internal static IEnumerable<CellDifference> Compare(Study study, IReadOnlyList<CellResult> cells)
    {
        if (study.Comparison is not { } comparison)
            return [];
        return cells.Where(cell => cell.Trials(comparison.Metric) is not null)
            .GroupBy(cell => string.Join('\n', comparison.Within.Select(axis => cell.Cell[axis])))
            .SelectMany(group => Compare(comparison, [.. group]));
    }

    static IEnumerable<CellDifference> Compare(StudyComparison comparison, CellResult[] cells)
    {
        Trials Trials(CellResult cell) => cell.Trials(comparison.Metric)!;
        CellResult best = comparison.IsHigherBetter ? cells.MaxBy(cell => Trials(cell).Mean)! : cells.MinBy(cell => Trials(cell).Mean)!;
        return cells.Select(cell => new CellDifference(cell, best, WelchDifference.Of(Trials(cell), Trials(best))));
    }
}

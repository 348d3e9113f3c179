using Unroll.Studies.Statistics;

namespace Unroll.Studies.Grid;

/// <summary>How a cell stands to the best one.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Best">The best of those that it is compared with; the cell itself where it is the best.</param>
/// <param name="Difference">Its mean minus that of the best.</param>
public sealed record CellDifference(CellResult Cell, CellResult Best, WelchDifference Difference)
{
    /// <summary>Whether it is the best itself, or as good as the best to the last digit.</summary>
    public bool IsBest => ReferenceEquals(Cell, Best) || Difference.Value == 0;

    /// <summary>In words: "best", "beyond the spread", "within the spread", or that there is none.</summary>
    public string Verdict => IsBest ? "best" : Difference.IsBeyondSpread switch { null => "one training: no spread", true => "beyond the spread", false => "within the spread" };

    /// <summary>Compares the cells of a study as it says; nothing where it says nothing. Cells without the figure are left out.</summary>
    public static IReadOnlyList<CellDifference> Compare(StudyResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Study.Comparison is not { } comparison)
            return [];
        return [.. result.Cells.Where(cell => cell.Trials(comparison.Figure) is not null)
            .GroupBy(cell => string.Join('\n', comparison.Within.Select(axis => cell.Cell[axis])))
            .SelectMany(group =>
            {
                double Mean(CellResult cell) => cell.Trials(comparison.Figure)!.Mean;
                CellResult best = comparison.IsHigherBetter ? group.MaxBy(Mean)! : group.MinBy(Mean)!;
                return group.Select(cell => new CellDifference(cell, best, WelchDifference.Of(cell.Trials(comparison.Figure)!, best.Trials(comparison.Figure)!)));
            })];
    }
}

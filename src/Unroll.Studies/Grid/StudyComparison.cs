namespace Unroll.Studies.Grid;

/// <summary>How cells are compared: each with the best one.</summary>
/// <param name="Metric">By which metric.</param>
/// <param name="IsHigherBetter">Whether the best is the highest.</param>
/// <param name="Within">Axes that are held fixed: only cells of one value of each are compared.</param>
public sealed record StudyComparison(string Metric, bool IsHigherBetter, IReadOnlyList<string> Within);

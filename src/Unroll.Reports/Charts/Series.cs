namespace Unroll.Reports.Charts;

/// <summary>Values of one name in a chart.</summary>
/// <param name="Name">The name in the legend; empty for none.</param>
/// <param name="Mark">How they are drawn.</param>
/// <param name="Points">The values.</param>
sealed record Series(string Name, Mark Mark, IReadOnlyList<Point> Points)
{
    /// <summary>Whether the values are beside the point: gray, behind all others.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>The colour, dash and marker; null for the next ones.</summary>
    public int? Style { get; init; }
}

namespace Unroll.Reports.Charts;

/// <summary>Values of one name in a chart.</summary>
/// <param name="Name">The name in the legend; empty for none.</param>
/// <param name="Mark">How they are drawn.</param>
/// <param name="Points">The values.</param>
sealed record Series(string Name, Mark Mark, IReadOnlyList<Point> Points)
{
    /// <summary>Whether the values are beside the point: hollow, behind all others, and gray where they have no style of their own.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>The colour, dash and marker; null for the next ones.</summary>
    public int? Style { get; init; }

    /// <summary>Half the width of a point, in pixels; a hollow one is seen around another on the same place.</summary>
    public double PointSize => IsQuiet ? 4.8 : 3.6;
}

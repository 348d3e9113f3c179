namespace Unroll.Reports.Charts;

/// <summary>How values are placed on an axis.</summary>
enum AxisKind
{
    /// <summary>In proportion.</summary>
    Linear,

    /// <summary>By their logarithm; values of 0 and below have no place.</summary>
    Logarithmic,

    /// <summary>Days, as <see cref="DateOnly.DayNumber"/>.</summary>
    Date,

    /// <summary>One place for each name.</summary>
    Category,
}

namespace Unroll.Studies.Data.TimeSeries;

/// <summary>A table that was read into the rows of its series.</summary>
/// <param name="Columns">The columns by the names that they have in the series.</param>
/// <param name="Series">The series, in the order of their first rows.</param>
/// <param name="HasTimes">Whether the table says when the rows are from.</param>
/// <param name="Remarks">What a reader should know of the table.</param>
sealed record SeriesTable(SeriesColumns Columns, IReadOnlyList<SeriesRows> Series, bool HasTimes, IReadOnlyList<string> Remarks);

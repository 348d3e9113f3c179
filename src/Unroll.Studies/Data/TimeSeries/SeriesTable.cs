namespace Unroll.Studies.Data.TimeSeries;

/// <summary>A table that was read into the rows of its series.</summary>
/// <param name="Columns">The columns by the names that they have in the series.</param>
/// <param name="Series">The series, in the order of their first rows.</param>
/// <param name="HasTimes">Whether the table says when the rows are from.</param>
/// <param name="Remarks">What a reader should know of the table.</param>
sealed record SeriesTable(SeriesColumns Columns, IReadOnlyList<SeriesRows> Series, bool HasTimes, IReadOnlyList<string> Remarks)
{
    /// <summary>The table with the oldest row of each series first, where all rows run from the newest one; a remark tells.</summary>
    public SeriesTable OldestFirst()
    {
        int turned = HasTimes ? Series.Count(one => one.TurnRound()) : 0;
        string which = Series.Count == 1 ? "the series was" : $"{turned} of {Series.Count} series were";
        return turned == 0 ? this : this with { Remarks = [.. Remarks, $"the newest row comes first: {which} turned round"] };
    }
}

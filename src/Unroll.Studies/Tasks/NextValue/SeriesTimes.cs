using System.Globalization;
using Unroll.Studies.Data.Csv;
using Unroll.Studies.Data.TimeSeries;

namespace Unroll.Studies.Tasks.NextValue;

/// <summary>Looks at the column of times beside a series, where there is one: rows must run in one direction, and steps should be equal.</summary>
static class SeriesTimes
{
    /// <summary>One row of so many may have the time of the row before it; more are several series in one file.</summary>
    const int RowsOfARepetition = 10;

    /// <summary>Months differ by less.</summary>
    const double Uneven = 1.5;

    /// <summary>What clocks are put back by in autumn.</summary>
    static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    /// <summary>Whether the rows run from the newest to the oldest; remarks tell of that and of uneven steps.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="header">The names of the columns; null where there are none.</param>
    /// <param name="series">The column of the values.</param>
    /// <exception cref="InputException">The rows run back and forth.</exception>
    public static bool AreNewestFirst(TableFile table, List<TableRow> rows, string[]? header, int series)
    {
        if (TimeColumn.Find(rows, header, [series]) is not { } times)
            return false;
        string name = header?[times] is { Length: > 0 } given ? given : $"column {times + 1}";
        TableCell[] cells = [.. rows.Select(row => table.Cell(row, times, name))];
        return DateFormat.TryFind(table, cells) is { } format
            ? Inspect(table, cells, Moments(cells, format))
            : IsReversed(table, cells);
    }

    /// <summary>Where day and month cannot be told apart, the direction may still be clear.</summary>
    static bool IsReversed(TableFile table, TableCell[] cells)
    {
        int[] directions = [.. new[] { DateFormat.DayFirst, DateFormat.MonthFirst }.Select(format => Direction(Moments(cells, format)))];
        if (directions[0] == 0 || directions[0] != directions[1])
            DateFormat.Find(table, cells);
        return directions[0] < 0 && TellReversed(table);
    }

    static bool Inspect(TableFile table, TableCell[] cells, DateTime[] moments)
    {
        bool isReversed = Direction(moments) < 0 || (moments[0] > moments[^1] && Steps(moments).All(step => step <= s_hour));
        TimeSpan[] steps = [.. Steps(moments).Select(step => isReversed ? -step : step)];
        int back = Array.FindIndex(steps, step => step < -s_hour);
        if (back >= 0)
            throw new InputException($"{table.Path}: {cells[back + 1].InPlace} is not after {cells[back].InPlace}; "
                + "a series runs in one direction: sort the file, or keep the rows of one series");
        int same = steps.Count(step => step <= TimeSpan.Zero);
        if (same * RowsOfARepetition > steps.Length)
        {
            int at = Array.FindIndex(steps, step => step <= TimeSpan.Zero);
            throw new InputException($"{table.Path}: {cells[at + 1].InPlace} is not after {cells[at].InPlace}, and so it is with {same} rows; "
                + "keep the rows of one series");
        }

        if (same > 0)
            table.Remarks.Add($"{same} {(same == 1 ? "row is" : "rows are")} not after the row before in time, the first in line "
                + $"{cells[Array.FindIndex(steps, step => step <= TimeSpan.Zero) + 1].Line}");
        TellUneven(table, cells, steps);
        return isReversed && TellReversed(table);
    }

    static void TellUneven(TableFile table, TableCell[] cells, TimeSpan[] steps)
    {
        TimeSpan[] ordered = [.. steps.Order()];
        TimeSpan usual = ordered[ordered.Length / 2], longest = ordered[^1];
        if (usual <= TimeSpan.Zero || longest < usual * Uneven)
            return;
        int uneven = steps.Count(step => step >= usual * Uneven), at = Array.IndexOf(steps, longest);
        table.Remarks.Add($"rows are {Text(usual)} apart, but {uneven} {(uneven == 1 ? "step is" : "steps are")} longer, up to {Text(longest)} "
            + $"before line {cells[at + 1].Line}; a window counts rows");
    }

    static bool TellReversed(TableFile table)
    {
        table.Remarks.Add("the newest row comes first: the series was turned round");
        return true;
    }

    /// <summary>1 where all steps go forward, −1 where all go back, 0 where some do.</summary>
    static int Direction(DateTime[] moments) => Steps(moments).All(step => step >= TimeSpan.Zero) ? 1
        : Steps(moments).All(step => step <= TimeSpan.Zero) ? -1 : 0;

    static IEnumerable<TimeSpan> Steps(DateTime[] moments) => moments.Zip(moments.Skip(1), (before, after) => after - before);

    static DateTime[] Moments(TableCell[] cells, DateFormat format) => [.. cells.Select(cell => format.Read(cell).Moment)];

    static string Text(TimeSpan span) => span >= TimeSpan.FromDays(1) ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0.##} days")
        : span >= s_hour ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.##} h")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0.##} min");
}

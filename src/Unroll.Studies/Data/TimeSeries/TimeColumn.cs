using System.Globalization;
using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Data.TimeSeries;

/// <summary>The column that says when the rows of a table are from.</summary>
static class TimeColumn
{
    static readonly string[] s_names = ["date", "time", "datetime", "timestamp", "day"];

    /// <summary>The first column of dates; null for none. Dates that could be numbers count where the column is called so.</summary>
    /// <param name="rows">The rows of the table.</param>
    /// <param name="header">The names of the columns; null where there are none.</param>
    /// <param name="others">The columns that have another meaning.</param>
    /// <param name="share">The share of the cells that must be dates.</param>
    public static int? Find(List<TableRow> rows, string[]? header, IReadOnlyCollection<int> others, double share = 1)
    {
        int width = Math.Min(rows[0].Cells.Length, header?.Length ?? int.MaxValue);
        for (int place = 0; place < width; place++)
            if (!others.Contains(place) && rows.Count(row => IsTime(row, place, header?[place])) >= share * rows.Count)
                return place;
        return null;
    }

    /// <summary>The moments of a column, and how far their writing is ahead of UTC where it says so. A column of years has their first days.</summary>
    /// <exception cref="InputException">A cell is no date, or it is not clear which.</exception>
    public static (DateTime Moment, TimeSpan? Zone)[] Read(TableFile table, TableCell[] cells)
    {
        if (Array.TrueForAll(cells, cell => IsYear(cell.Text)))
            return [.. cells.Select(cell => (new DateTime(int.Parse(cell.Text, CultureInfo.InvariantCulture), 1, 1), (TimeSpan?)null))];
        var format = DateFormat.Find(table, cells);
        return [.. cells.Select(format.ReadMoment)];
    }

    /// <summary>Whether a cell may be a year: four digits.</summary>
    public static bool IsYear(string cell) => cell.Length == 4 && cell.All(char.IsAsciiDigit) && cell != "0000";

    static bool IsTime(TableRow row, int place, string? name) => place < row.Cells.Length
        && DateText.Parse(row.Cells[place]) is { } date && (!date.IsNumber || s_names.Contains(name?.ToLowerInvariant()));
}

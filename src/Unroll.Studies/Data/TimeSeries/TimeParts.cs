using System.Globalization;
using System.Text.RegularExpressions;
using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Data.TimeSeries;

/// <summary>
/// Times that stand in several columns: a date and a time of day, as 17:24, 17.24.00 or the hour alone, or year, month and day, and perhaps hour, as numbers.
/// </summary>
static partial class TimeParts
{
    static readonly string[] s_names = ["time", "hour", "zeit", "heure", "hora"];

    /// <summary>The column of times of day that belongs to a column of dates, by its name and its cells; null for none.</summary>
    /// <param name="rows">The rows of the table.</param>
    /// <param name="header">The names of the columns; null where there are none.</param>
    /// <param name="others">The columns that have another meaning.</param>
    /// <param name="dates">The column of dates.</param>
    public static int? Find(List<TableRow> rows, string[]? header, IReadOnlyCollection<int> others, int dates)
    {
        for (int place = 0; place < header?.Length; place++)
            if (place != dates && !others.Contains(place) && s_names.Any(name => header[place].Contains(name, StringComparison.OrdinalIgnoreCase))
                && rows.TrueForAll(row => place < row.Cells.Length && TimeOfDay().IsMatch(row.Cells[place])))
                return place;
        return null;
    }

    /// <summary>One cell of all parts.</summary>
    /// <param name="cells">The cells, from the largest part to the smallest.</param>
    public static TableCell Join(IReadOnlyList<TableCell> cells) => cells.Count == 1 ? cells[0] : cells[0] with
    {
        Column = string.Join(", ", cells.Select(cell => cell.Column)),
        Text = Join([.. cells.Select(cell => cell.Text)]),
    };

    static string Join(string[] parts)
    {
        if (parts is [var year, var month, var day, ..] && Array.TrueForAll(parts, part => Whole(part) is not null))
            parts = [FormattableString.Invariant($"{Whole(year):0000}-{Whole(month):00}-{Whole(day):00}"), .. parts[3..]];
        return parts is [var date, var time]
            ? $"{date} {(Whole(time) is { } hour ? $"{hour}:00" : TimeOfDay().IsMatch(time) ? time.Replace('.', ':') : time)}"
            : string.Join(' ', parts);
    }

    static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    [GeneratedRegex("^[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?$")]
    private static partial Regex TimeOfDay();
}

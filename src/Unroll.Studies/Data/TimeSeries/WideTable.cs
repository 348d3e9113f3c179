using System.Globalization;
using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Data.TimeSeries;

/// <summary>
/// Reads a table with a row a series: its name, then its values. Cells at the end may be empty, as shorter series have them. A header of dates or of years says
/// when the values are from; another one is passed over.
/// </summary>
static class WideTable
{
    const string Example = "a number such as 12.5, or nothing where there is none";

    /// <summary>What the one column of such a series is called.</summary>
    static readonly SeriesColumns s_columns = new() { Targets = ["value"] };

    /// <summary>Reads a table into rows of one value each.</summary>
    /// <param name="path">The file.</param>
    /// <param name="withTimes">Whether a header of dates counts.</param>
    /// <param name="format">How it is written, as far as that is not to be found out.</param>
    /// <exception cref="InputException">It cannot be read, or a row has no name or no values.</exception>
    public static SeriesTable Read(string path, bool withTimes, TableFormat format)
    {
        var table = TableFile.Read(path, format);
        TableRow? header = table.Rows is [var first, ..] && (first.Cells.Skip(1).All(cell => NumberText.Parse(cell) is null) || AreTimes(first)) ? first : null;
        TableRow[] rows = [.. table.Rows.Skip(header is null ? 0 : 1)];
        if (rows.Length == 0)
            throw new InputException($"{path}: there is no series; a row a series is needed: its name, then its values");
        if (rows.All(row => DateText.Parse(row.Cells[0]) is { IsNumber: false }))
            throw new InputException($"{path}: its first column holds dates, so it has a row a time, not a row a series; leave out --layout wide");
        TableCell[] times = withTimes && header is { } named && AreTimes(named)
            ? [.. Enumerable.Range(1, named.Cells.Length - 1).Select(place => table.Cell(named, place, $"{place + 1}"))] : [];
        if (times.Length > 0 && Array.Find(rows, row => Values(table, row).Count() > times.Length) is { Cells: not null } odd)
            throw new InputException($"{path}: line {odd.Line}: {Quantity.Text(odd.Cells.Length, "field")}; the header has {times.Length + 1}");
        (DateTime Moment, TimeSpan? Zone)[] moments = times.Length == 0 ? [] : TimeColumn.Read(table, times);
        var numbers = NumberFormat.Find(table, rows.SelectMany(row => Values(table, row)));
        SeriesRow Row(TableCell cell, int place) => new(cell with { Text = times.Length == 0 ? "" : times[place].Text },
            times.Length == 0 ? default : moments[place].Moment, times.Length == 0 ? null : moments[place].Zone,
            [cell.IsMissing ? double.NaN : numbers.Read(cell, Example, withPercent: true)], []);
        SeriesRows[] series = [.. rows.Select(row => new SeriesRows(Name(table, row), [.. Values(table, row).Select(Row)]))];
        return new SeriesTable(s_columns, series, times.Length > 0, [.. table.Form is { } form ? (string[])[form] : [], .. table.Remarks]);
    }

    /// <summary>Whether all cells after the first one are dates, or years one after another.</summary>
    static bool AreTimes(TableRow header)
    {
        string[] cells = header.Cells[1..];
        return cells.Length > 1 && (Array.TrueForAll(cells, cell => DateText.Parse(cell) is not null) || AreYears(cells));
    }

    static bool AreYears(string[] cells)
    {
        int[] years = [.. cells.Where(TimeColumn.IsYear).Select(cell => int.Parse(cell, CultureInfo.InvariantCulture))];
        return years.Length == cells.Length && years.Length > 2 && years.Zip(years.Skip(1)).All(pair => pair.Second == pair.First + 1);
    }

    /// <summary>The cells up to the last one that holds a value.</summary>
    static IEnumerable<TableCell> Values(TableFile table, TableRow row)
    {
        int end = Array.FindLastIndex(row.Cells, cell => !TableCell.IsMissingText(cell)) + 1;
        for (int place = 1; place < end; place++)
            yield return table.Cell(row, place, $"{place + 1}");
    }

    static string Name(TableFile table, TableRow row)
    {
        TableCell name = table.Cell(row, 0, "1");
        if (name.IsMissing)
            throw name.Wrong("names no series; the first cell of a row is the name of its series");
        return Values(table, row).Any() ? name.Text : throw name.Wrong("has no values after it; leave out the series");
    }
}

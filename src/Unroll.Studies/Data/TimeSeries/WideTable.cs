using Unroll.Forecasting;
using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Data.TimeSeries;

/// <summary>Reads a table with a row a series: its name, then its values. Cells at the end may be empty, as shorter series have them.</summary>
static class WideTable
{
    /// <summary>What the one column of such a series is called.</summary>
    public const string Column = "value";

    const string Example = "a number such as 12.5, or nothing where there is none";

    /// <summary>Reads a table into rows of one value each.</summary>
    /// <param name="path">The file; a first row without numbers is its header.</param>
    /// <param name="format">How it is written, as far as that is not to be found out.</param>
    /// <exception cref="InputException">It cannot be read, or a row has no name or no values.</exception>
    public static (IReadOnlyList<SeriesRows> Series, IReadOnlyList<string> Remarks) Read(string path, TableFormat format)
    {
        var table = TableFile.Read(path, format);
        List<TableRow> rows = [.. table.Rows];
        if (rows.Count > 0 && rows[0].Cells.Skip(1).All(cell => NumberText.Parse(cell) is null))
            rows.RemoveAt(0);
        if (rows.Count == 0)
            throw new InputException($"{path}: there is no series; a row a series is needed: its name, then its values");
        var numbers = NumberFormat.Find(table, rows.SelectMany(row => Values(table, row)));
        SeriesRows[] series = [.. rows.Select(row => new SeriesRows(Name(table, row), [.. Values(table, row).Select(cell =>
            new SeriesRow(cell with { Text = "" }, default, null, [cell.IsMissing ? double.NaN : numbers.Read(cell, Example, withPercent: true)], []))]))];
        return (series, [.. table.Form is { } form ? (string[])[form] : [], .. table.Remarks]);
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

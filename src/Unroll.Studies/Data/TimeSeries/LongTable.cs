using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Data.TimeSeries;

/// <summary>Reads a table with a row a time.</summary>
static class LongTable
{
    const string Example = "a number such as 12.5, or nothing where there is none";

    /// <summary>Reads a table.</summary>
    /// <exception cref="InputException">It cannot be read, a column is not there, or a cell is not what it should be.</exception>
    public static SeriesTable Read(string path, SeriesColumns columns, TableFormat format)
    {
        var table = TableFile.Read(path, format);
        var head = new TableHead(table);
        var places = ColumnPlaces.Find(table, head, columns);
        List<TableRow> rows = head.Rows(places.HasHeader);
        if (rows.Count == 0)
            throw new InputException($"{path}: there are no values below the header");
        head.RequireWidth(rows);
        int[] times = columns.Time == SeriesColumns.NoTimes ? [] : places.Times ?? FindTimes(table, rows, places.HasHeader ? head.Cells : null, places.All);
        if (times.Length == 0)
        {
            head.RequireNoEmptyLine(rows);
            if (columns.Time.Length == 0 && head.Cells.Length > places.All.Count)
                table.Remarks.Add("no column of dates was found: rows are steps; --time names one");
        }

        SeriesRow[] read = ReadRows(table, rows, times, head, places);
        IReadOnlyList<SeriesRows> series = places.Series is not { } name
            ? [new SeriesRows(Path.GetFileNameWithoutExtension(PlainName(path)), [.. read])]
            : [.. rows.Zip(read).GroupBy(pair => NameOf(table.Cell(pair.First, name, head.Title(name, places.HasHeader))), pair => pair.Second)
                .Select(group => new SeriesRows(group.Key, [.. group]))];
        return new SeriesTable(places.Names, series, times.Length > 0, [.. table.Form is { } form ? (string[])[form] : [], .. table.Remarks]);
    }

    static int[] FindTimes(TableFile table, List<TableRow> rows, string[]? header, IReadOnlyCollection<int> others)
    {
        if (TimeColumn.Find(rows, header, others, share: 0.5) is not { } dates)
            return [];
        if (TimeParts.Find(rows, header, others, dates) is not { } ofDay)
            return [dates];
        table.Say($"times of {header![dates]} and {header[ofDay]}");
        return [dates, ofDay];
    }

    static SeriesRow[] ReadRows(TableFile table, List<TableRow> rows, int[] timePlaces, TableHead head, ColumnPlaces places)
    {
        TableCell[] Cells(int place) => [.. rows.Select(row => table.Cell(row, place, head.Title(place, places.HasHeader)))];
        double[][] Numbers(int[] of) => [.. of.Select(place => ReadNumbers(table, Cells(place),
            Enumerable.Range(0, head.Cells.Length).Where(other => other != place).SelectMany(Cells)))];
        TableCell[][] parts = [.. timePlaces.Select(Cells)];
        TableCell[] times = parts.Length == 0 ? [.. rows.Select(row => new TableCell(table.Path, row.Line, "", ""))]
            : [.. rows.Select((_, row) => TimeParts.Join([.. parts.Select(part => part[row])]))];
        (DateTime Moment, TimeSpan? Zone)[] moments = parts.Length == 0 ? new (DateTime, TimeSpan?)[rows.Count] : TimeColumn.Read(table, times);
        double[][] values = Numbers(places.Values), statics = Numbers(places.Statics);
        return
        [
            .. rows.Select((_, row) => new SeriesRow(times[row], moments[row].Moment, moments[row].Zone,
                [.. values.Select(one => one[row])], [.. statics.Select(one => one[row])])),
        ];
    }

    /// <summary>A column may have percent signs or a currency that others do not have; only the decimal sign is the same in all.</summary>
    static double[] ReadNumbers(TableFile table, TableCell[] cells, IEnumerable<TableCell> others)
    {
        var format = NumberFormat.Find(table, cells, others);
        return [.. cells.Select(cell => cell.IsMissing ? double.NaN : format.Read(cell, Example, withPercent: true))];
    }

    static string NameOf(TableCell cell) => cell.IsMissing ? throw cell.Wrong("names no series; every row needs the name of its own") : cell.Text;

    /// <summary>The path without the ending of a packed file.</summary>
    static string PlainName(string path) =>
        path.EndsWith(PackedFile.Extension, StringComparison.OrdinalIgnoreCase) ? path[..^PackedFile.Extension.Length] : path;
}

using Unroll.Studies.Data.Csv;
using Unroll.Studies.Data.TimeSeries;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tasks.NextValue;

/// <summary>Reads one column of numbers from a table.</summary>
static class SeriesFile
{
    const string Example = "a number in every row, such as 12.5";

    /// <summary>Reads a column.</summary>
    /// <param name="path">The file; its first row is a header where the column's cell there is no number.</param>
    /// <param name="column">The column's name, its number from 1, or empty for the only one that holds numbers.</param>
    /// <param name="format">How it is written, as far as that is not to be found out.</param>
    /// <returns>The column's name, its values, the oldest first, and what a reader should know of them.</returns>
    /// <exception cref="InputException">The file or a cell cannot be read, a value is missing, or the column is not there; the message is one line.</exception>
    public static (string Name, double[] Values, IReadOnlyList<string> Remarks) Read(string path, string column, TableFormat? format = null)
    {
        var table = TableFile.Read(path, format ?? new TableFormat());
        var head = new TableHead(table);
        int place = Find(table, head, column);
        bool hasHeader = NumberText.Parse(head.Cells[place]) is null;
        string name = hasHeader && head.Cells[place].Length > 0 ? head.Cells[place] : $"column {place + 1}";
        List<TableRow> rows = WithoutLeadingGaps(table, head.Rows(hasHeader), place);
        TableCell[] cells = [.. rows.Select(row => table.Cell(row, place, name))];
        RequireValues(table, head, rows, cells);
        IEnumerable<TableCell> others = rows.SelectMany(row =>
            Enumerable.Range(0, head.Cells.Length).Where(at => at != place).Select(at => table.Cell(row, at, "")));
        var numbers = NumberFormat.Find(table, cells, others);
        double[] values = [.. cells.Select(cell => numbers.Read(cell, Example, withPercent: true))];
        if (SeriesTimes.AreNewestFirst(table, rows, hasHeader ? head.Cells : null, place))
            Array.Reverse(values);
        return (name, values, [.. table.Form is { } form ? (string[])[form] : [], .. table.Remarks]);
    }

    static int Find(TableFile table, TableHead head, string column)
    {
        if (column.Length > 0)
            return head.Named(column) switch
            {
                [var only] => only,
                [_, _, ..] and var named => throw new SettingException("column", column,
                    $"{table.Path} has {named.Length} columns of that name; choose by number, one of {string.Join(", ", named.Select(place => place + 1))}"),
                _ => head.Numbered(column)
                    ?? throw new InputException($"{table.Path}: there is no column '{column}'; it has {string.Join(", ", head.Cells)}"),
            };
        return head.OfNumbers() switch
        {
            [int only] => only,
            [] => throw new InputException($"{table.Path}: no column holds numbers in line {head.LineBelow}"),
            var several => throw new SettingException("column",
                $": several columns of {table.Path} hold numbers; choose one of {string.Join(", ", several.Select(head.Choice))}"),
        };
    }

    /// <summary>Where values begin later than the rows, as those of a moving average do.</summary>
    static List<TableRow> WithoutLeadingGaps(TableFile table, List<TableRow> rows, int place)
    {
        int gaps = rows.TakeWhile(row => table.Cell(row, place, "").IsMissing).Count();
        if (gaps == 0 || gaps == rows.Count)
            return rows;
        table.Remarks.Add($"{gaps} {(gaps == 1 ? "line has" : "lines have")} no value before the first one, in line {rows[gaps].Line}: passed over");
        return rows[gaps..];
    }

    /// <summary>A row that is left out would bring its neighbours nearer in time: a gap is for the user to fill.</summary>
    static void RequireValues(TableFile table, TableHead head, List<TableRow> rows, TableCell[] cells)
    {
        if (rows.Count < 2)
            throw new InputException($"{table.Path}: {rows.Count} rows with values are too few for a series");
        head.RequireNoEmptyLine(rows);
        head.RequireWidth(rows);
        TableCell[] missing = [.. cells.Where(cell => cell.IsMissing)];
        if (missing.Length > 0)
            throw missing[0].Wrong($"is a missing value{(missing.Length > 1 ? $", the first of {missing.Length}" : "")}; "
                + "a series has one in every row: fill the gaps, or cut the file there");
    }
}

using System.Globalization;
using Unroll.Studies.Data.Csv;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tasks.Series;

/// <summary>Reads one column of numbers from a table.</summary>
static class SeriesFile
{
    const string Example = "a number in every row, such as 12.5";

    /// <summary>Names, and below them units, or shares and the word Date as yfinance writes them.</summary>
    const int MostHeaderLines = 3;

    /// <summary>Reads a column.</summary>
    /// <param name="path">The file; its first row is a header where the column's cell there is no number.</param>
    /// <param name="column">The column's name, its number from 1, or empty for the only one that holds numbers.</param>
    /// <param name="format">How it is written, as far as that is not to be found out.</param>
    /// <returns>The column's name, its values, the oldest first, and what a reader should know of them.</returns>
    /// <exception cref="InputException">The file or a cell cannot be read, a value is missing, or the column is not there; the message is one line.</exception>
    public static (string Name, double[] Values, IReadOnlyList<string> Remarks) Read(string path, string column, TableFormat? format = null)
    {
        var table = TableFile.Read(path, format ?? new TableFormat());
        int first = FirstWholeRow(table);
        if (table.Rows.Count - first < 2)
            throw new InputException($"{path}: {table.Rows.Count - first} rows are too few for a series");
        string[] header = table.Rows[first].Cells;
        int below = Below(table, first), place = Find(table, first, below, column);
        bool hasHeader = NumberText.Parse(header[place]) is null;
        string name = hasHeader && header[place].Length > 0 ? header[place] : $"column {place + 1}";
        if (hasHeader && below > first + 1)
            table.Remarks.Add($"{below - first - 1} more header {(below > first + 2 ? "lines" : "line")} passed over, from line {table.Rows[first + 1].Line}");

        List<TableRow> rows = WithoutLeadingGaps(table, table.RowsBelow(hasHeader ? header : null, hasHeader ? below : first), place);
        TableCell[] cells = [.. rows.Select(row => table.Cell(row, place, name))];
        RequireValues(table, rows, cells, header.Length);
        IEnumerable<TableCell> others = rows.SelectMany(row =>
            Enumerable.Range(0, header.Length).Where(at => at != place).Select(at => table.Cell(row, at, "")));
        var numbers = NumberFormat.Find(table, cells, others);
        double[] values = [.. cells.Select(cell => numbers.Read(cell, Example, withPercent: true))];
        if (SeriesTimes.AreNewestFirst(table, rows, hasHeader ? header : null, place))
            Array.Reverse(values);
        return (name, values, [.. table.Form is { } form ? (string[])[form] : [], .. table.Remarks]);
    }

    /// <summary>Lines above the header are shorter than the table.</summary>
    static int FirstWholeRow(TableFile table)
    {
        if (table.Rows.Count == 0)
            return 0;
        int width = table.Rows.CountBy(row => row.Cells.Length).MaxBy(count => count.Value).Key;
        int first = table.Rows.TakeWhile(row => row.Cells.Length < width).Count();
        if (first > 0)
            table.Remarks.Add($"{first} {(first == 1 ? "line" : "lines")} above the header passed over");
        return first;
    }

    /// <summary>The row below a header: the first one after it that holds a number or a date.</summary>
    static int Below(TableFile table, int first)
    {
        int below = first + 1;
        while (below < table.Rows.Count && below < first + MostHeaderLines && !Array.Exists(table.Rows[below].Cells, IsNumberOrDate))
            below++;
        return below < table.Rows.Count && Array.Exists(table.Rows[below].Cells, IsNumberOrDate) ? below : first + 1;
    }

    static bool IsNumberOrDate(string cell) => NumberText.Parse(cell) is not null || DateText.Parse(cell) is not null;

    static int Find(TableFile table, int first, int below, string column)
    {
        string[] header = table.Rows[first].Cells;
        if (column.Length > 0)
        {
            int[] named = [.. Enumerable.Range(0, header.Length).Where(place => header[place] == column.Trim())];
            return named switch
            {
                [var only] => only,
                [_, _, ..] => throw new SettingException("column", column,
                    $"{table.Path} has {named.Length} columns of that name; choose by number, one of {string.Join(", ", named.Select(place => place + 1))}"),
                _ => int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= header.Length
                    ? number - 1
                    : throw new InputException($"{table.Path}: there is no column '{column}'; it has {string.Join(", ", header)}"),
            };
        }

        int[] numeric = [.. Enumerable.Range(0, header.Length).Where(place => HoldsNumbers(table, below, place))];
        return numeric switch
        {
            [int only] => only,
            [] => throw new InputException($"{table.Path}: no column holds numbers in line {table.Rows[first + 1].Line}"),
            _ => throw new SettingException("column",
                $": several columns of {table.Path} hold numbers; choose one of {string.Join(", ", numeric.Select(Name))}"),
        };

        string Name(int place) => header[place].Length == 0 || NumberText.Parse(header[place]) is not null ? $"{place + 1}" : header[place];
    }

    /// <summary>Whether the first value of a column is a number, and no date such as 20181231.</summary>
    static bool HoldsNumbers(TableFile table, int below, int place)
    {
        string? value = table.Rows.Skip(below).Select(row => table.Cell(row, place, "").Text).FirstOrDefault(text => !TableCell.IsMissingText(text));
        return value is not null && NumberText.Parse(value) is not null && DateText.Parse(value) is null;
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
    static void RequireValues(TableFile table, List<TableRow> rows, TableCell[] cells, int width)
    {
        if (rows.Count < 2)
            throw new InputException($"{table.Path}: {rows.Count} rows with values are too few for a series");
        if (table.BlankLines.FirstOrDefault(row => row.Line > rows[0].Line && (width == 1 || row.Cells.Length > 1)) is { Cells: not null } blank)
            throw new InputException($"{table.Path}: line {blank.Line} is empty; a series has a value in every row: fill the gap, or take the line out");
        if (rows.Find(row => row.Cells.Skip(width).Any(cell => cell.Length > 0)) is { Cells: not null } odd)
            throw new InputException($"{table.Path}: line {odd.Line}: {odd.Cells.Length} fields; the header has {width}");
        TableCell[] missing = [.. cells.Where(cell => cell.IsMissing)];
        if (missing.Length > 0)
            throw missing[0].Wrong($"is a missing value{(missing.Length > 1 ? $", the first of {missing.Length}" : "")}; "
                + "a series has one in every row: fill the gaps, or cut the file there");
    }
}

using System.Globalization;
using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Data.TimeSeries;

/// <summary>Where the rows of a table begin, and what its columns are called.</summary>
sealed class TableHead
{
    /// <summary>Names, and below them units, or shares and the word Date as yfinance writes them.</summary>
    const int MostHeaderLines = 3;

    readonly TableFile _table;
    readonly int _first, _below;

    /// <summary>Finds the first row that is as long as most, and the first one below it that holds values.</summary>
    /// <exception cref="InputException">There are fewer than two rows.</exception>
    public TableHead(TableFile table)
    {
        (_table, _first) = (table, FirstWholeRow(table));
        if (table.Rows.Count - _first is < 2 and var rows)
            throw new InputException($"{table.Path}: {Quantity.Text(rows, "row")} {(rows == 1 ? "is" : "are")} too few for a series");
        _below = Below(table, _first);
    }

    /// <summary>The cells of the first whole row: the names of the columns, or the first values.</summary>
    public string[] Cells => _table.Rows[_first].Cells;

    /// <summary>The line of the row after the first whole one.</summary>
    public long LineBelow => _table.Rows[_first + 1].Line;

    /// <summary>The columns of a name.</summary>
    public int[] Named(string column) => [.. Enumerable.Range(0, Cells.Length).Where(place => Cells[place] == column.Trim())];

    /// <summary>The column of a number from 1; null where there is none.</summary>
    public int? Numbered(string column) =>
        int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= Cells.Length ? number - 1 : null;

    /// <summary>The columns whose first value is a number, and no date such as 20181231.</summary>
    public int[] OfNumbers() => [.. Enumerable.Range(0, Cells.Length).Where(place =>
        _table.Rows.Skip(_below).Select(row => _table.Cell(row, place, "").Text).FirstOrDefault(text => !TableCell.IsMissingText(text)) is { } value
        && NumberText.Parse(value) is not null && DateText.Parse(value) is null)];

    /// <summary>By what a column can be chosen: its name, or its number where it has none.</summary>
    public string Choice(int place) => Cells[place].Length == 0 || NumberText.Parse(Cells[place]) is not null ? $"{place + 1}" : Cells[place];

    /// <summary>What a column is called in messages; its number is added where others have the same name.</summary>
    public string Title(int place, bool hasHeader) => !hasHeader || Cells[place].Length == 0 ? $"column {place + 1}"
        : Named(Cells[place]).Length > 1 ? $"{Cells[place]} (column {place + 1})" : Cells[place];

    /// <summary>The rows with values; remarks tell of header lines that are passed over.</summary>
    /// <param name="hasHeader">Whether the first whole row holds names.</param>
    public List<TableRow> Rows(bool hasHeader)
    {
        if (hasHeader && _below > _first + 1)
            _table.Remarks.Add($"{_below - _first - 1} more header {(_below > _first + 2 ? "lines" : "line")} passed over, from line {LineBelow}");
        return _table.RowsBelow(hasHeader ? Cells : null, hasHeader ? _below : _first);
    }

    /// <summary>Refuses rows that would be other rows than they are: empty lines in between, where nothing else tells the step.</summary>
    /// <exception cref="InputException">There is an empty line.</exception>
    public void RequireNoEmptyLine(List<TableRow> rows)
    {
        if (_table.BlankLines.FirstOrDefault(row => row.Line > rows[0].Line && (Cells.Length == 1 || row.Cells.Length > 1)) is { Cells: not null } blank)
            throw new InputException($"{_table.Path}: line {blank.Line} is empty; a series has a value in every row: fill the gap, or take the line out");
    }

    /// <summary>Refuses rows with more cells than the header.</summary>
    /// <exception cref="InputException">There is one.</exception>
    public void RequireWidth(List<TableRow> rows)
    {
        if (rows.Find(row => row.Cells.Skip(Cells.Length).Any(cell => cell.Length > 0)) is { Cells: not null } odd)
            throw new InputException($"{_table.Path}: line {odd.Line}: {odd.Cells.Length} fields; the header has {Cells.Length}");
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
}

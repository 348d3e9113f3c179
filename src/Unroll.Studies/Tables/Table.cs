namespace Unroll.Studies.Tables;

/// <summary>A table as data: every table of the program is one, whether it is printed, written as CSV or as Markdown.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows, one cell for each column.</param>
public sealed record Table(IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows)
{
    /// <summary>Its title; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>The same table with a column for each row, named by the cells of its first columns.</summary>
    /// <param name="heads">How many columns name a row.</param>
    /// <param name="corner">The heading of the new first column, which holds the names of the other columns.</param>
    /// <param name="only">The heading of a row that no column names.</param>
    public Table Transpose(int heads, string corner, string only)
    {
        IEnumerable<Column> columns = Rows.Select(row => Column.Number(heads == 0 ? only : string.Join(", ", row.Take(heads))));
        IEnumerable<IReadOnlyList<Cell>> rows = Columns.Select((column, place) => (IReadOnlyList<Cell>)[column.Title, .. Rows.Select(row => row[place])]);
        return this with { Columns = [Column.Text(corner), .. columns], Rows = [.. rows.Skip(heads)] };
    }
}

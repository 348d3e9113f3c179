using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Data.Prices;

/// <summary>
/// Reads daily prices as providers and spreadsheets write them: columns by name in any order, days in any order, numbers and dates of any country.
/// </summary>
public static class PriceFile
{
    const int MostListed = 12;

    static readonly string[] s_numbers =
        [PriceColumns.Open, PriceColumns.High, PriceColumns.Low, PriceColumns.Close, PriceColumns.AdjustedClose, PriceColumns.Volume];

    /// <summary>Reads a file of one share.</summary>
    /// <param name="path">A table with a header line.</param>
    /// <param name="format">How it is written, as far as that is not to be found out.</param>
    /// <returns>Its days, oldest first. A day without a price is left out, a missing volume counts as 0, and the close stands in for an adjusted close; the
    /// remarks tell.</returns>
    /// <exception cref="InputException">It cannot be read, or holds several shares; one line: file, line, column, and what would be right.</exception>
    public static PriceHistory Read(string path, TableFormat? format = null) => ReadShares(path, [], format) is [var only]
        ? only
        : throw new InputException($"{path}: it holds several shares");

    /// <summary>Reads the shares of a file.</summary>
    /// <param name="path">A table with a header line.</param>
    /// <param name="shares">The shares to take of a file that holds several, whatever their letter case; empty for all that the header tells apart.</param>
    /// <param name="format">How it is written, as far as that is not to be found out.</param>
    /// <exception cref="InputException">It cannot be read, or it is not clear which share is meant.</exception>
    public static IReadOnlyList<PriceHistory> ReadShares(string path, IReadOnlyList<string> shares, TableFormat? format = null)
    {
        ArgumentNullException.ThrowIfNull(shares);
        var table = TableFile.Read(path, format ?? new TableFormat());
        var layout = PriceLayout.Find(table);
        PriceColumns columns = layout.Shares[0].Columns;
        List<TableRow> rows = table.RowsBelow(layout.Header.Cells, layout.Start);
        if (rows.Find(row => row.Cells.Length < columns.Count || row.Cells.Skip(columns.Count).Any(cell => cell.Length > 0)) is { Cells: not null } odd)
            throw new InputException($"{path}: line {odd.Line}: {odd.Cells.Length} fields; the header has {columns.Count}");

        // All lines tell how the file is written, also those of shares that are not taken.
        var dates = DateFormat.Find(table, [.. rows.Select(row => table.Cell(row, columns.Find(PriceColumns.Date)!.Value, PriceColumns.Date))],
            columns.IsNasdaq ? DateOrder.MonthFirst : DateOrder.Auto);
        var numbers = NumberFormat.Find(table, layout.Shares.SelectMany(share => Numbers(table, rows, share.Columns)));
        List<(string? Share, PriceColumns Columns, List<TableRow> Rows)> parts = layout.Shares is [(null, _)]
            ? Groups(table, rows, columns)
            : [.. layout.Shares.Select(share => (share.Share, share.Columns, rows))];
        return [.. Choose(path, parts, shares, isClear: layout.Shares.Count > 1)
            .Select(part => History(table, part.Share, part.Rows, new PriceRowReader(table, part.Columns, dates, numbers), parts.Count > 1))];
    }

    static PriceHistory History(TableFile table, string? share, List<TableRow> rows, PriceRowReader reader, bool isOneOfSeveral)
    {
        PriceLine[] days = [.. rows.Select(reader.Read).OfType<PriceLine>()];
        string[] missing = [.. reader.Remarks];
        if (days.Length == 0)
            throw new InputException($"{table.Path}: there is no day with prices below the header; a line a day is needed"
                + (rows.Count > 0 && missing.Length > 0 ? $" ({missing[0]})" : ""));
        List<string> remarks = [.. table.Form is { } form ? (string[])[form] : [], .. table.Remarks, .. missing];
        IReadOnlyList<PriceDay> ordered = PriceCalendar.Order(table.Path, days, remarks);
        PriceCalendar.Inspect(ordered, remarks);
        PriceJumps.Inspect(ordered, remarks);
        string description = isOneOfSeveral ? $"{table.Path}, {share}" : table.Path;
        return new PriceHistory(share ?? Path.GetFileNameWithoutExtension(table.Path), description, ordered, remarks) { File = table.Path };
    }

    /// <summary>The lines of each share, where a column names it.</summary>
    static List<(string? Share, PriceColumns Columns, List<TableRow> Rows)> Groups(TableFile table, List<TableRow> rows, PriceColumns columns)
    {
        if (columns.Find(PriceColumns.Share) is not { } place || rows.TrueForAll(row => TableCell.IsMissingText(row.Cells[place])))
            return [(null, columns, rows)];
        return rows.Find(row => TableCell.IsMissingText(row.Cells[place])) is { Cells: not null } nameless
            ? throw table.Cell(nameless, place, PriceColumns.Share).Wrong("names no share")
            : [.. rows.GroupBy(row => row.Cells[place]).Select(group => ((string?)group.Key, columns, group.ToList()))];
    }

    static List<(string? Share, PriceColumns Columns, List<TableRow> Rows)> Choose(
        string path, List<(string? Share, PriceColumns Columns, List<TableRow> Rows)> parts, IReadOnlyList<string> shares, bool isClear)
    {
        if (parts.Count == 1 || (isClear && shares.Count == 0))
            return parts;
        var chosen = shares.SelectMany(share => parts.Where(part => string.Equals(part.Share, share, StringComparison.OrdinalIgnoreCase))).Distinct().ToList();
        if (chosen.Count > 0)
            return chosen;
        string names = string.Join(", ", parts.Take(MostListed).Select(part => part.Share)) + (parts.Count > MostListed ? " …" : "");
        throw new InputException($"{path}: it holds {parts.Count} shares: {names}; "
            + (shares.Count == 0 ? $"choose with --share, as in --share {parts[0].Share}" : $"none of them is {string.Join(" or ", shares)}"));
    }

    static IEnumerable<TableCell> Numbers(TableFile table, List<TableRow> rows, PriceColumns columns) =>
        from column in s_numbers
        where columns.Find(column) is not null
        from row in rows
        select table.Cell(row, columns.Find(column)!.Value, column);
}

using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Data.Prices;

/// <summary>Where the header of a price file lies and which columns belong to which share.</summary>
sealed class PriceLayout
{
    const int MostLinesAbove = 20;

    PriceLayout(TableRow header, int start, IReadOnlyList<(string? Share, PriceColumns Columns)> shares) =>
        (Header, Start, Shares) = (header, start, shares);

    /// <summary>The line with the names of the columns.</summary>
    public TableRow Header { get; }

    /// <summary>The row after the header.</summary>
    public int Start { get; }

    /// <summary>The columns of each share that the header tells apart; a share is null where the header names none.</summary>
    public IReadOnlyList<(string? Share, PriceColumns Columns)> Shares { get; }

    /// <summary>Finds the header.</summary>
    /// <exception cref="InputException">There is none, or it lacks a column.</exception>
    public static PriceLayout Find(TableFile table)
    {
        if (table.Rows.Count == 0)
            throw new InputException($"{table.Path}: the file is empty; it must hold a header line and a line a day");
        if (Wide(table) is { } wide)
            return wide;

        // The line that names most columns; of several the first, so that one above the header, or the first line of all, is named where none is right.
        TableRow header = table.Rows.Take(MostLinesAbove).MaxBy(row => PriceColumns.Named(row.Cells));
        int place = table.Rows.ToList().FindIndex(row => row.Line == header.Line);
        var columns = new PriceColumns(table.Path, header.Line, header.Cells);
        if (place > 0)
            table.Remarks.Add(place == 1 ? $"line {table.Rows[0].Line} above the header was passed over" : $"{place} lines above the header were passed over");
        return new PriceLayout(header, place + 1, [(null, columns)]);
    }

    /// <summary>The header of yfinance: names of columns and of shares one above the other, and perhaps a third line that names the date.</summary>
    static PriceLayout? Wide(TableFile table)
    {
        if (table.Rows.Count < 2)
            return null;
        int names = IsNames(table.Rows[0]) ? 0 : IsNames(table.Rows[1]) ? 1 : -1;
        if (names < 0)
            return null;
        string[] header = table.Rows[names].Cells, shares = table.Rows[1 - names].Cells;
        if (shares.Length != header.Length || DateText.Parse(shares[0]) is not null
            || shares.Skip(1).Any(cell => !cell.Any(char.IsLetter) || PriceColumns.IsOfAShare(cell)))
            return null;
        bool hasDateLine = table.Rows.Count > 2 && PriceColumns.IsDate(table.Rows[2].Cells[0]) && table.Rows[2].Cells.Skip(1).All(cell => cell.Length == 0);
        string[] named = [PriceColumns.Date, .. header.Skip(1)];
        int start = hasDateLine ? 3 : 2;
        table.Say($"{start} header lines, of columns and shares");
        return new PriceLayout(table.Rows[names], start,
        [
            .. shares.Skip(1).Distinct().Select(share => ((string?)share,
                new PriceColumns(table.Path, table.Rows[names].Line, named, [0, .. Enumerable.Range(1, shares.Length - 1).Where(at => shares[at] == share)]))),
        ]);
    }

    static bool IsNames(TableRow row) => row.Cells.Length > 4 && row.Cells.Skip(1).All(PriceColumns.IsOfAShare);
}

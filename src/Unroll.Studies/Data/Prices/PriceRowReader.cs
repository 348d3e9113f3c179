namespace Unroll.Studies.Data.Prices;

/// <summary>Turns the lines of a price file into days, and counts what is missing in them.</summary>
sealed class PriceRowReader(string path, PriceColumns columns)
{
    int _withoutPrice;
    int _withoutVolume;
    long _firstWithoutPrice;

    /// <summary>What was missing and what was done about it.</summary>
    public IEnumerable<string> Remarks
    {
        get
        {
            if (_withoutPrice > 0)
                yield return $"{_withoutPrice} lines without a price were left out, the first is line {_firstWithoutPrice}";
            if (columns.Find(PriceColumns.AdjustedClose) is null)
                yield return $"there is no column {PriceColumns.AdjustedClose}: {PriceColumns.Close} stands in for it";
            if (columns.Find(PriceColumns.Volume) is null)
                yield return $"there is no column {PriceColumns.Volume}: it counts as 0";
            if (_withoutVolume > 0)
                yield return $"{_withoutVolume} days without a volume count as 0";
        }
    }

    /// <summary>A day, or null when the provider has no price for it.</summary>
    /// <exception cref="InputException">The line has another number of fields than the header, or a cell is wrong.</exception>
    public PriceDay? Read(string[] fields, long line)
    {
        if (fields.Length != columns.Count)
            throw new InputException($"{path}: line {line}: {fields.Length} fields; the header has {columns.Count}");
        DateOnly date = Cell(fields, line, PriceColumns.Date)!.Value.Date();
        double? open = Price(fields, line, PriceColumns.Open), high = Price(fields, line, PriceColumns.High);
        double? low = Price(fields, line, PriceColumns.Low), close = Price(fields, line, PriceColumns.Close);
        double? adjusted = columns.Find(PriceColumns.AdjustedClose) is null ? close : Price(fields, line, PriceColumns.AdjustedClose);
        if (open is null || high is null || low is null || close is null || adjusted is null)
        {
            if (_withoutPrice++ == 0)
                _firstWithoutPrice = line;
            return null;
        }

        return new PriceDay(date, open.Value, high.Value, low.Value, close.Value, adjusted.Value, Volume(fields, line));
    }

    double? Price(string[] fields, long line, string column) => Cell(fields, line, column) is { IsMissing: false } cell ? cell.Price() : null;

    double Volume(string[] fields, long line)
    {
        if (Cell(fields, line, PriceColumns.Volume) is not { } cell)
            return 0;
        if (!cell.IsMissing)
            return cell.Volume();
        _withoutVolume++;
        return 0;
    }

    PriceCell? Cell(string[] fields, long line, string column) => columns.Find(column) is { } place ? new PriceCell(path, line, column, fields[place]) : null;
}

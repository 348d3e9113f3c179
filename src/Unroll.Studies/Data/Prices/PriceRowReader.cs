using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Data.Prices;

/// <summary>Turns the lines of a price file into days, and counts what is missing in them.</summary>
sealed class PriceRowReader(TableFile table, PriceColumns columns, DateFormat dates, NumberFormat numbers)
{
    int _withoutPrice, _withoutVolume, _withZero;
    long _firstWithoutPrice, _firstWithZero;

    /// <summary>What was missing and what was done about it.</summary>
    public IEnumerable<string> Remarks
    {
        get
        {
            if (_withoutPrice > 0)
                yield return $"{Quantity.Text(_withoutPrice, "line")} without a price left out, the first is line {_firstWithoutPrice}";
            if (_withZero > 0)
                yield return $"{Quantity.Text(_withZero, "line")} with a price of 0, which is a missing one, left out, the first is line {_firstWithZero}";
            if (columns.Find(PriceColumns.AdjustedClose) is null)
                yield return $"there is no column {PriceColumns.AdjustedClose}: {PriceColumns.Close} stands in for it";
            if (columns.Find(PriceColumns.Volume) is null)
                yield return $"there is no column {PriceColumns.Volume}: it counts as 0";
            if (_withoutVolume > 0)
                yield return $"{Quantity.Text(_withoutVolume, "day")} without a volume, which is taken for 0";
        }
    }

    /// <summary>A day, or null when the provider has no price for it.</summary>
    /// <exception cref="InputException">A cell is wrong.</exception>
    public PriceLine? Read(TableRow row)
    {
        (DateOnly date, TimeSpan time, _) = dates.Read(Cell(row, PriceColumns.Date)!.Value);
        double? open = Price(row, PriceColumns.Open), high = Price(row, PriceColumns.High);
        double? low = Price(row, PriceColumns.Low), close = Price(row, PriceColumns.Close);
        double? adjusted = columns.Find(PriceColumns.AdjustedClose) is null ? close : Price(row, PriceColumns.AdjustedClose);
        if (open is null || high is null || low is null || close is null || adjusted is null)
        {
            if (_withoutPrice++ == 0)
                _firstWithoutPrice = row.Line;
            return null;
        }

        if (open == 0 || high == 0 || low == 0 || close == 0 || adjusted == 0)
        {
            if (_withZero++ == 0)
                _firstWithZero = row.Line;
            return null;
        }

        string moment = time == default ? "" : time.ToString();
        return new PriceLine(new PriceDay(date, open.Value, high.Value, low.Value, close.Value, adjusted.Value, Volume(row)), row.Line,
            Cell(row, PriceColumns.Time) is { } cell ? $"{moment} {cell.Text}".Trim() : moment);
    }

    double? Price(TableRow row, string column)
    {
        if (Cell(row, column) is not { IsMissing: false } cell)
            return null;
        double price = numbers.Read(cell, "a price such as 7.6225");
        return price >= 0 ? price : throw cell.Wrong("is no price: a price is above 0");
    }

    double Volume(TableRow row)
    {
        if (Cell(row, PriceColumns.Volume) is not { } cell)
            return 0;
        if (cell.IsMissing)
        {
            _withoutVolume++;
            return 0;
        }

        double volume = numbers.Read(cell, "a number of shares such as 493729600", withMultiple: true);
        return volume >= 0 ? volume : throw cell.Wrong("is no number of shares: it is at least 0");
    }

    TableCell? Cell(TableRow row, string column) => columns.Find(column) is { } place ? table.Cell(row, place, column) : null;
}

/// <summary>A day and where it stands.</summary>
/// <param name="Day">The day.</param>
/// <param name="Line">Its line.</param>
/// <param name="Time">Its time of day as written; empty for none.</param>
readonly record struct PriceLine(PriceDay Day, long Line, string Time);

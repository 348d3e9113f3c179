using CsvHelper;

namespace Unroll.Studies.Data.Prices;

/// <summary>Reads daily prices as Yahoo, Nasdaq and Stooq write them: columns by name in any order, days in any order.</summary>
public static class PriceFile
{
    /// <summary>The header is read as a line like any other, so that a mistake in it can be told.</summary>
    static readonly CsvReaderOptions s_options = new()
    {
        Separator = ',', HasHeader = false, TrackLineNumbers = true, AllowLineBreaksInQuotes = false, MalformedData = CsvMalformedDataHandling.Throw,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">Comma-separated values with a header line.</param>
    /// <returns>Its days, oldest first. A day without a price is left out, a missing volume counts as 0, and the close stands in for an adjusted close; the
    /// remarks tell.</returns>
    /// <exception cref="InputException">It cannot be read; one line: file, line, column, and what would be right.</exception>
    public static PriceHistory Read(string path)
    {
        using CsvReader csv = CsvReader.FromText(TextFile.Read(path), s_options);
        List<PriceDay> days;
        PriceRowReader rows;
        try
        {
            if (!csv.Read())
                throw new InputException($"{path}: the file is empty; it must hold a header line and a line a day");
            rows = new PriceRowReader(path, new PriceColumns(path, csv.LineNumber, csv.Current.ToArray()));
            days = ReadDays(csv, rows);
        }
        catch (CsvFormatException error)
        {
            throw new InputException($"{path}: line {error.LineNumber}: a quotation mark stands where none may; quote whole fields or none", error);
        }

        if (days.Count == 0)
            throw new InputException($"{path}: there is no day with prices below the header; a line a day is needed");

        var remarks = new List<string>(rows.Remarks);
        IReadOnlyList<PriceDay> ordered = PriceCalendar.Order(days, remarks);
        PriceCalendar.Inspect(ordered, remarks);
        return new PriceHistory(Path.GetFileNameWithoutExtension(path), path, ordered, remarks);
    }

    static List<PriceDay> ReadDays(CsvReader csv, PriceRowReader rows)
    {
        var days = new List<PriceDay>();
        while (csv.Read())
            if (rows.Read(csv.Current.ToArray(), csv.LineNumber) is { } day)
                days.Add(day);
        return days;
    }
}

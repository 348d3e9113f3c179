using System.Globalization;
using CsvHelper;
using Unroll.Studies.Settings;
using Unroll.Studies.Data;

namespace Unroll.Studies.Tasks.Series;

/// <summary>Reads one column of numbers from a CSV file.</summary>
static class SeriesFile
{
    static readonly CsvReaderOptions s_options =
        new() { Separator = ',', HasHeader = false, TrackLineNumbers = true, MalformedData = CsvMalformedDataHandling.Throw };

    /// <summary>Reads a column.</summary>
    /// <param name="path">The file; its first row is a header where the column's cell there is no number.</param>
    /// <param name="column">The column's name, its number from 1, or empty for the only one that holds numbers.</param>
    /// <returns>The column's name and its values from top to bottom.</returns>
    /// <exception cref="InputException">The file or a cell cannot be read, or the column is not there; the message is one line.</exception>
    public static (string Name, double[] Values) Read(string path, string column)
    {
        List<(long Line, string[] Cells)> rows = ReadRows(path);
        if (rows.Count < 2)
            throw new InputException($"{path}: {rows.Count} rows are too few for a series");
        int place = Find(path, rows, column);
        bool hasHeader = Number(rows[0].Cells[place]) is null;
        double[] values = [.. rows.Skip(hasHeader ? 1 : 0).Select(row => Value(path, row, place))];
        return (hasHeader ? rows[0].Cells[place].Trim() : $"column {place + 1}", values);
    }

    static List<(long Line, string[] Cells)> ReadRows(string path)
    {
        var rows = new List<(long, string[])>();
        try
        {
            using CsvReader csv = CsvReader.FromText(TextFile.Read(path), s_options);
            while (csv.Read())
                if (csv.Current.ToArray() is var cells && cells.Any(cell => cell.Length > 0))
                    rows.Add((csv.LineNumber, cells));
        }
        catch (CsvFormatException error)
        {
            throw new InputException($"{path}: line {error.LineNumber}: a quotation mark in the wrong place; quote whole fields or none", error);
        }

        return rows;
    }

    static int Find(string path, List<(long Line, string[] Cells)> rows, string column)
    {
        string[] header = rows[0].Cells;
        if (column.Length > 0)
        {
            int named = Array.FindIndex(header, cell => cell.Trim() == column);
            if (named >= 0)
                return named;
            return int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= header.Length
                ? number - 1
                : throw new InputException($"{path}: there is no column '{column}'; it has {string.Join(", ", header)}");
        }

        int[] numeric = [.. Enumerable.Range(0, header.Length).Where(place => rows[1].Cells.Length > place && Number(rows[1].Cells[place]) is not null)];
        return numeric switch
        {
            [int only] => only,
            [] => throw new InputException($"{path}: no column holds numbers in line {rows[1].Line}"),
            _ => throw new SettingException("column",
                $": several columns of {path} hold numbers; choose one of {string.Join(", ", numeric.Select(place => header[place].Trim()))}"),
        };
    }

    static double Value(string path, (long Line, string[] Cells) row, int place) => row.Cells.Length > place && Number(row.Cells[place]) is { } value
        ? value
        : throw new InputException(
            $"{path}: line {row.Line}: '{(row.Cells.Length > place ? row.Cells[place] : "")}' is no number; a series has one in every row");

    static double? Number(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;
}

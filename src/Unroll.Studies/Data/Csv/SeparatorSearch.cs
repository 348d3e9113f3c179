using CsvHelper;

namespace Unroll.Studies.Data.Csv;

/// <summary>
/// Finds what stands between the columns of a table: the separator with which its lines have as many cells as its header, and its cells hold values.
/// </summary>
static class SeparatorSearch
{
    /// <summary>Stands in no text: with it, every line is one cell.</summary>
    public const char None = '\u001F';

    static readonly char[] s_candidates = ['\t', ';', '|', ','];

    static readonly CsvReaderOptions s_options = new()
    {
        HasHeader = false, TrackLineNumbers = true, SkipEmptyLines = false, AllowLineBreaksInQuotes = true, TrimWhitespace = true,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    /// <summary>Cuts a text into lines of cells with the separator that fits best.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="usual">What counts where two separators fit equally well; null where the user must choose.</param>
    /// <exception cref="CsvFormatException">A quotation mark is in the wrong place.</exception>
    /// <exception cref="InputException">Two separators fit equally well.</exception>
    public static (char Separator, List<TableRow> Rows) Find(string path, string text, char? usual = null)
    {
        CsvFormatException? mistake = null;
        var readings = new List<Reading>();
        foreach (char separator in s_candidates.Where(candidate => text.Contains(candidate, StringComparison.Ordinal)))
        {
            try
            {
                readings.Add(new Reading(separator, Cut(text, separator)));
            }
            catch (CsvFormatException error)
            {
                mistake = error;
            }
        }

        if (readings.Count == 0 && mistake is not null)
            throw mistake;
        Reading[] fitting = [.. readings.Where(reading => reading.Fits)];
        if (fitting.Length > 1)
            fitting = Best(path, fitting, usual);
        Reading? found = fitting.FirstOrDefault() ?? readings.Where(reading => reading.FirstWidth > 1).MaxBy(reading => reading.FirstWidth);
        return found is null ? (None, Cut(text, None)) : (found.Separator, found.Rows);
    }

    /// <summary>Cuts a text into lines of cells.</summary>
    /// <exception cref="CsvFormatException">A quotation mark is in the wrong place.</exception>
    public static List<TableRow> Cut(string text, char separator)
    {
        var rows = new List<TableRow>();
        using CsvReader csv = CsvReader.FromText(text, s_options with { Separator = separator });
        while (csv.Read())
            rows.Add(new TableRow(csv.LineNumber, [.. csv.Current.ToArray().Select(cell => cell.Trim())]));
        return rows;
    }

    /// <summary>The readings most of whose cells hold values. At a tie a comma loses: it also stands within numbers.</summary>
    static Reading[] Best(string path, Reading[] readings, char? usual)
    {
        double most = readings.Max(reading => reading.Score);
        Reading[] best = [.. readings.Where(reading => reading.Score >= most)];
        if (best.Length > 1)
            best = [.. best.Where(reading => reading.Separator != ',')];
        if (usual is { } known && Array.Find(best, reading => reading.Separator == known) is { } one)
            best = [one];
        return best.Length == 1 ? best : throw new InputException(
            $"{path}: its lines can be cut at {string.Join(" and at ", best.Select(reading => TableFile.NameOf(reading.Separator)))}: "
            + "choose with --separator");
    }

    sealed class Reading
    {
        public Reading(char separator, List<TableRow> rows)
        {
            (Separator, Rows) = (separator, rows);
            TableRow[] filled = [.. rows.Where(row => !row.IsBlank)];
            if (filled.Length == 0)
                return;
            FirstWidth = filled[0].Cells.Length;
            var widths = filled.CountBy(row => row.Cells.Length).ToArray();
            int most = widths.Max(width => width.Value);
            int usual = widths.First(width => width.Value == most).Key;

            // Lines above the header may be shorter; but the first whole line is then the header, which holds no numbers.
            Fits = usual > 1 && (FirstWidth == usual
                || !Array.Exists(filled.First(row => row.Cells.Length == usual).Cells, cell => NumberText.Parse(cell) is not null));
        }

        public char Separator { get; }

        public List<TableRow> Rows { get; }

        public int FirstWidth { get; }

        public bool Fits { get; }

        /// <summary>The share of the cells that hold a number, a date, or say that there is none.</summary>
        public double Score => Rows.Sum(row => row.Cells.Count(IsValue)) / (double)Rows.Sum(row => row.Cells.Length);

        static bool IsValue(string cell) => TableCell.IsMissingText(cell) || NumberText.Parse(cell) is not null || DateText.Parse(cell) is not null;
    }
}

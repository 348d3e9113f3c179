using CsvHelper;

namespace Unroll.Studies.Data.Csv;

/// <summary>A table read from a file: its lines that hold anything, cut into cells.</summary>
sealed class TableFile
{
    readonly List<string> _form = [];

    TableFile(string path, TableFormat format, char separator, List<TableRow> rows, IReadOnlyList<string> remarks)
    {
        Remarks.AddRange(remarks);
        (Path, Format, Separator) = (path, format, separator);
        int end = rows.FindLastIndex(row => !row.IsBlank) + 1;
        Rows = [.. rows.Where(row => !row.IsBlank)];
        BlankLines = [.. rows.Take(end).Where(row => row.IsBlank)];
        if (rows.Count > Rows.Count)
            Remarks.Add($"{Quantity(rows.Count - Rows.Count, "empty line")} passed over, the first is line {rows.First(row => row.IsBlank).Line}");
        if (separator is not (',' or SeparatorSearch.None))
            Say($"separated by {NameOf(separator)}");
    }

    /// <summary>Where it was read from.</summary>
    public string Path { get; }

    /// <summary>What the user says of it.</summary>
    public TableFormat Format { get; }

    /// <summary>What stands between two columns; <see cref="SeparatorSearch.None"/> where there is one column.</summary>
    public char Separator { get; }

    /// <summary>The lines that hold anything.</summary>
    public IReadOnlyList<TableRow> Rows { get; }

    /// <summary>The lines between them that hold nothing.</summary>
    public IReadOnlyList<TableRow> BlankLines { get; }

    /// <summary>What a reader should know of the table.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>In one line, how the table is written where it is not the plain form: commas, decimal points, 2018-12-31; null where it is.</summary>
    public string? Form => _form.Count == 0 ? null : $"read as {string.Join(", ", _form)}";

    /// <summary>Reads a table.</summary>
    /// <exception cref="InputException">It cannot be read; the message is one line.</exception>
    public static TableFile Read(string path, TableFormat format)
    {
        try
        {
            TextContents contents = TextFile.Load(path, format.Encoding, format.IsOfAnother);
            string text = contents.Text.Replace('\r', '\n');
            char? said = TakeSeparatorLine(ref text);
            char? given = format.Separator switch
            {
                FieldSeparator.Comma => ',',
                FieldSeparator.Semicolon => ';',
                FieldSeparator.Tab => '\t',
                FieldSeparator.Pipe => '|',
                _ => null,
            };
            (char separator, List<TableRow> rows) = (format.IsOfAnother ? said : given ?? said) is { } known
                ? (known, SeparatorSearch.Cut(text, known))
                : SeparatorSearch.Find(path, text, given);
            return new TableFile(path, format, separator, rows, contents.Remarks);
        }
        catch (CsvFormatException error)
        {
            throw new InputException($"{path}: line {error.LineNumber}: a quotation mark stands where none may; quote whole fields or none", error);
        }
    }

    /// <summary>Adds to what is told about how the table is written; what is told of several columns is told once.</summary>
    public void Say(string phrase)
    {
        if (!_form.Contains(phrase))
            _form.Add(phrase);
    }

    /// <summary>A cell of one of the rows.</summary>
    public TableCell Cell(TableRow row, int place, string column) => new(Path, row.Line, column, place < row.Cells.Length ? row.Cells[place] : "");

    /// <summary>The lines from one on, without those that repeat the header; a remark says how many do.</summary>
    /// <param name="header">The header; null for none.</param>
    /// <param name="start">The first row after it.</param>
    public List<TableRow> RowsBelow(string[]? header, int start)
    {
        List<TableRow> rows = [.. Rows.Skip(start)];
        if (header is null || rows.Find(row => IsHeader(row, header)) is not { Cells: not null } first)
            return rows;
        int repeated = rows.RemoveAll(row => IsHeader(row, header));
        Remarks.Add($"the header is there {(repeated == 1 ? "once" : $"{repeated} times")} more, first in line {first.Line}: passed over");
        return rows;
    }

    /// <summary>"semicolons".</summary>
    public static string NameOf(char separator) => separator switch { ';' => "semicolons", '\t' => "tabs", '|' => "vertical bars", _ => "commas" };

    static bool IsHeader(TableRow row, string[] header) => row.Cells.SequenceEqual(header, StringComparer.OrdinalIgnoreCase);

    /// <summary>A first line "sep=;", as Excel writes it, says which separator follows; an empty line takes its place.</summary>
    static char? TakeSeparatorLine(ref string text)
    {
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        if (end < 0 || text[..end].Trim('"', ' ', '\n') is not ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', var separator and (',' or ';' or '\t' or '|')])
            return null;
        text = text[end..];
        return separator;
    }

    static string Quantity(int count, string what) => count == 1 ? $"1 {what} was" : $"{count} {what}s were";
}

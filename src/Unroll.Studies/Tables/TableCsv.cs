using System.Text;
using CsvHelper;

namespace Unroll.Studies.Tables;

/// <summary>Tables as CSV: a head line with the columns' names, numbers with a point and all digits, texts quoted where they must be.</summary>
public static class TableCsv
{
    static readonly CsvReaderOptions s_options = new()
    {
        Separator = ',', HasHeader = false, TrackLineNumbers = true, AllowLineBreaksInQuotes = true, MalformedData = CsvMalformedDataHandling.Throw,
    };

    /// <summary>The table as the text of a CSV file.</summary>
    public static string ToCsv(this Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var text = new StringBuilder().AppendJoin(',', table.Columns.Select(column => Quoted(column.Name))).Append('\n');
        foreach (IReadOnlyList<Cell> row in table.Rows)
            text.AppendJoin(',', row.Select(cell => Quoted(cell.Content))).Append('\n');
        return text.ToString();
    }

    /// <summary>Reads a CSV file; all cells are texts.</summary>
    /// <exception cref="InvalidDataException">The file is damaged: it is empty, has a stray quotation mark, or rows of different lengths.</exception>
    public static Table Read(string path)
    {
        var rows = new List<IReadOnlyList<Cell>>();
        try
        {
            using CsvReader csv = CsvReader.FromText(File.ReadAllText(path), s_options);
            while (csv.Read())
                rows.Add([.. csv.Current.ToArray().Select(text => new Cell(text))]);
        }
        catch (CsvFormatException error)
        {
            throw new InvalidDataException($"{path}: damaged: line {error.LineNumber}: a stray quotation mark", error);
        }

        if (rows.Count == 0)
            throw new InvalidDataException($"{path}: damaged: it is empty");
        int odd = rows.FindIndex(row => row.Count != rows[0].Count);
        if (odd >= 0)
            throw new InvalidDataException($"{path}: damaged: row {odd} has {rows[odd].Count} columns, the first line {rows[0].Count}");
        return new Table([.. rows[0].Select(name => Column.Text(name.Text))], rows[1..]);
    }

    static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

using System.Globalization;
using System.Text;

namespace Unroll.Studies.Runs;

/// <summary>A table as CSV: a head line, numbers with a point and all digits, texts quoted where they must be.</summary>
static class CsvTable
{
    public static string Write(IEnumerable<string> columns, IEnumerable<IEnumerable<object>> rows)
    {
        var text = new StringBuilder().AppendJoin(',', columns.Select(Cell)).Append('\n');
        foreach (IEnumerable<object> row in rows)
            text.AppendJoin(',', row.Select(Cell)).Append('\n');
        return text.ToString();
    }

    static string Cell(object value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        return text.AsSpan().IndexOfAny(",\"\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

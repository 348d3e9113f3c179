using System.Text;

namespace Unroll.Studies.Tables;

/// <summary>Tables as Markdown.</summary>
public static class TableMarkdown
{
    const char Blank = '␣';
    const char LineEnd = '↵';

    /// <summary>The table without its title.</summary>
    /// <param name="table">The table.</param>
    /// <param name="aligned">Whether columns of numbers are aligned to the right.</param>
    public static string ToMarkdown(this Table table, bool aligned = false)
    {
        ArgumentNullException.ThrowIfNull(table);
        StringBuilder text = Append(new StringBuilder(), table.Columns.Select(column => column.Title)).Append('|');
        foreach (Column column in table.Columns)
            text.Append(aligned && column.Kind == ColumnKind.Number ? "---:|" : "---|");
        text.Append('\n');
        foreach (IReadOnlyList<Cell> row in table.Rows)
            Append(text, row.Select(cell => cell.Text));
        return text.ToString();
    }

    static StringBuilder Append(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells.Select(Escaped)).Append(" |\n");

    static string Escaped(string text) => Visible(text).Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', LineEnd);

    /// <summary>Blanks at the ends of a text, which a page would swallow.</summary>
    static string Visible(string text)
    {
        string middle = text.Trim(' ');
        int before = middle.Length == 0 ? text.Length : text.IndexOf(middle, StringComparison.Ordinal);
        return new string(Blank, before) + middle + new string(Blank, text.Length - middle.Length - before);
    }
}

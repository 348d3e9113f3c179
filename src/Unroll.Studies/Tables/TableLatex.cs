using System.Text;

namespace Unroll.Studies.Tables;

/// <summary>Tables as LaTeX: a tabular that needs no package.</summary>
public static class TableLatex
{
    /// <summary>The table without its title; numbers to the right.</summary>
    public static string ToLatex(this Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        StringBuilder text = new StringBuilder("\\begin{tabular}{")
            .Append(string.Concat(table.Columns.Select(column => column.Kind == ColumnKind.Number ? 'r' : 'l'))).Append("}\n\\hline\n");
        Append(text, table.Columns.Select(column => column.Title)).Append("\\hline\n");
        foreach (IReadOnlyList<Cell> row in table.Rows)
            Append(text, row.Select(cell => cell.Text));
        return text.Append("\\hline\n\\end{tabular}\n").ToString();
    }

    static StringBuilder Append(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(" & ", cells.Select(Escaped)).Append(" \\\\\n");

    /// <summary>Braces keep a bracket at the start of a row from being taken for an argument of the line before.</summary>
    static string Escaped(string text)
    {
        string escaped = string.Concat(text.ReplaceLineEndings(" ").Select(letter => letter switch
        {
            '\\' => "\\textbackslash{}",
            '~' => "\\textasciitilde{}",
            '^' => "\\textasciicircum{}",
            '<' => "\\textless{}",
            '>' => "\\textgreater{}",
            '|' => "\\textbar{}",
            '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{letter}",
            '–' => "--",
            '±' => "$\\pm$",
            '−' => "$-$",
            _ => letter.ToString(),
        }));
        return escaped.StartsWith('[') || escaped.StartsWith('*') ? $"{{{escaped}}}" : escaped;
    }
}

using System.Globalization;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Markup;

/// <summary>Several tables as a text for documents.</summary>
public static class TableText
{
    const string Csv = "csv";

    /// <summary>The forms by name: html, markdown, latex, csv.</summary>
    static readonly (string Name, Func<IReadOnlyList<Table>, string> Write)[] s_forms =
    [
        ("html", tables => Each(tables, table => Html.ToText(HtmlTable.From(table)) + "\n")),
        ("markdown", tables => Each(tables, table => $"{Above(table, "**{0}**\n\n")}{table.ToMarkdown(aligned: true)}")),
        ("latex", tables => Each(tables, table => $"{Above(table, "% {0}\n")}{table.ToLatex()}")),
        (Csv, tables => Joined(tables).ToCsv()),
    ];

    /// <summary>The names of the forms.</summary>
    public static IReadOnlyList<string> Forms => [.. s_forms.Select(form => form.Name)];

    /// <summary>The tables in one of the <see cref="Forms"/>; as CSV they are one table, and so must have the same columns but for the first.</summary>
    public static string Of(IReadOnlyList<Table> tables, string form) => s_forms.First(one => one.Name == form).Write(tables);

    /// <summary>One table in one of the <see cref="Forms"/>; as CSV it is as a file of the run has it.</summary>
    public static string Of(Table table, string form) => form == Csv ? table.ToCsv() : Of([table], form);

    static string Above(Table table, string title) =>
        table.Title.Length == 0 ? "" : string.Format(CultureInfo.InvariantCulture, title, table.Title);

    static string Each(IReadOnlyList<Table> tables, Func<Table, string> write) => string.Join('\n', tables.Select(write));

    /// <summary>A CSV file holds one table: its first column names the table that a row comes from.</summary>
    static Table Joined(IReadOnlyList<Table> tables) => new([Column.Text("table"), Column.Text("row"), .. tables[0].Columns.Skip(1)],
        [.. tables.SelectMany(table => table.Rows.Select(row => (Cell[])[table.Title, .. row]))]);
}

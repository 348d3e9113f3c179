using System.Xml.Linq;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Markup;

/// <summary>Tables as HTML.</summary>
static class HtmlTable
{
    /// <summary>The table; numbers to the right.</summary>
    public static XElement From(Table table) => Box(Html.Element("table", "",
        table.Title.Length == 0 ? null : Html.Element("caption", "", table.Title),
        Html.Element("thead", "", Html.Element("tr", "", [.. table.Columns.Select(column => Head(column))])),
        Html.Element("tbody", "", [.. table.Rows.Select(row => Row(table, row))])));

    static XElement Row(Table table, IReadOnlyList<Cell> row) =>
        Html.Element("tr", "", [.. row.Select((cell, place) => Value(table.Columns[place], cell, place))]);

    /// <summary>A table in a box of its own, which scrolls where the page is narrow: also by the keyboard.</summary>
    public static XElement Box(XElement table)
    {
        XElement box = Html.Element("div", "table", table);
        box.Add(new XAttribute("tabindex", "0"));
        return box;
    }

    static XElement Head(Column column)
    {
        XElement head = Html.Element("th", Style(column), column.Title);
        head.Add(new XAttribute("scope", "col"));
        return head;
    }

    static XElement Value(Column column, Cell cell, int place)
    {
        if (place > 0 || column.Kind == ColumnKind.Number)
            return Html.Element("td", Style(column), cell.Text);
        XElement head = Html.Element("th", "", cell.Text);
        head.Add(new XAttribute("scope", "row"));
        return head;
    }

    static string Style(Column column) => column.Kind == ColumnKind.Number ? "number" : "";
}

using System.Globalization;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Charts;

/// <summary>The horizontal of a table of values over time: its dates, or the numbers of its rows.</summary>
static class TimeColumn
{
    const string Date = "date", Form = "yyyy-MM-dd";

    /// <param name="table">The table; dates stand in its first column.</param>
    /// <param name="label">What its rows are, where they have no dates.</param>
    public static (Axis Axis, double[] Values) Of(Table table, string label)
    {
        if (table.Columns[0].Name != Date)
            return (new Axis(label) { IsWhole = true }, [.. Enumerable.Range(1, table.Rows.Count).Select(row => (double)row)]);
        return (new Axis("", AxisKind.Date), [.. table.Rows.Select(row =>
            DateOnly.TryParseExact(row[0].Text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day.DayNumber : double.NaN)]);
    }
}

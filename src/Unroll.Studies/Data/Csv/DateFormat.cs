using System.Globalization;

namespace Unroll.Studies.Data.Csv;

/// <summary>How the dates of a column are written, found from all of them: one that has a 13th month, or else the steps between them, tell for all.</summary>
sealed class DateFormat
{
    /// <summary>By how much steps must be more even in one order than in the other.</summary>
    const int MoreEven = 4;

    readonly DateOrder _order;

    DateFormat(DateOrder order) => _order = order;

    /// <summary>Reads 03/04/2019 as a day in April.</summary>
    public static DateFormat DayFirst { get; } = new(DateOrder.DayFirst);

    /// <summary>Reads 03/04/2019 as a day in March.</summary>
    public static DateFormat MonthFirst { get; } = new(DateOrder.MonthFirst);

    /// <summary>Finds how dates are written and tells it where it is not the plain form.</summary>
    /// <param name="table">The table.</param>
    /// <param name="cells">The column.</param>
    /// <param name="usual">The order where the dates do not tell; Auto where the user must.</param>
    /// <exception cref="InputException">Both orders are possible, or the dates contradict each other.</exception>
    public static DateFormat Find(TableFile table, IReadOnlyList<TableCell> cells, DateOrder usual = DateOrder.Auto) =>
        TryFind(table, cells, usual) ?? throw Undecided(cells);

    /// <summary>Finds how dates are written; null where both orders are possible.</summary>
    /// <exception cref="InputException">The dates contradict each other.</exception>
    public static DateFormat? TryFind(TableFile table, IReadOnlyList<TableCell> cells, DateOrder usual = DateOrder.Auto)
    {
        var open = new List<(TableCell Cell, DateText Date)>();
        TableCell? unplain = null;
        foreach (TableCell cell in cells)
        {
            if (cell.IsMissing || DateText.Parse(cell.Text) is not { } date)
                continue;
            if (date.Date is null)
                open.Add((cell, date));
            else if (!date.IsPlain)
                unplain ??= cell;
        }

        if (open.Count == 0)
        {
            if (unplain is { } other)
                table.Say($"dates as in {other.Text} for {Text(DateText.Parse(other.Text)!.Value.Date!.Value)}");
            return MonthFirst;
        }

        DateOrder given = table.Format.DateOrder;
        DateOrder order = !table.Format.IsOfAnother && given != DateOrder.Auto ? given : Decide(table, open)
            ?? (usual != DateOrder.Auto ? usual : given);
        if (order == DateOrder.Auto)
            return null;
        bool dayFirst = order == DateOrder.DayFirst;
        if (open.Find(one => one.Date.First != one.Date.Second && one.Date.Read(dayFirst) is not null) is { Cell.Text: not null } shown)
            table.Say($"dates with the {(dayFirst ? "day" : "month")} first ({shown.Cell.Text} is {Text(shown.Date.Read(dayFirst)!.Value)})");
        return dayFirst ? DayFirst : MonthFirst;
    }

    /// <summary>A cell's day and time of day as they are written, and the moment that they stand for, to compare it with others.</summary>
    /// <exception cref="InputException">It is no date.</exception>
    public (DateOnly Day, TimeSpan Time, DateTime Moment) Read(TableCell cell)
    {
        (DateOnly day, DateText date) = Parse(cell);
        return (day, date.Time, MomentOf(day, date));
    }

    /// <summary>A cell's moment, by UTC where the cell says how far it is ahead, and how far that is; null where it does not say.</summary>
    /// <exception cref="InputException">It is no date.</exception>
    public (DateTime Moment, TimeSpan? Zone) ReadMoment(TableCell cell)
    {
        (DateOnly day, DateText date) = Parse(cell);
        return (MomentOf(day, date), date.Zone);
    }

    static DateTime MomentOf(DateOnly day, DateText date) => day.ToDateTime(default).AddTicks(date.Time.Ticks - (date.Zone ?? default).Ticks);

    (DateOnly Day, DateText Date) Parse(TableCell cell)
    {
        if (DateText.Parse(cell.Text) is not { } date)
            throw cell.Wrong("is no date; write a day that exists as 2018-12-31 or 12/31/2018");
        if (date.Read(_order == DateOrder.DayFirst) is not { } day)
            throw cell.Wrong($"is no date with the {(_order == DateOrder.DayFirst ? "day" : "month")} first; write all dates alike, as 2018-12-31");
        return (day, date);
    }

    /// <summary>2018-12-31.</summary>
    public static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static DateOrder? Decide(TableFile table, List<(TableCell Cell, DateText Date)> open)
    {
        TableCell? dayFirst = null, monthFirst = null;
        foreach ((TableCell cell, DateText date) in open)
        {
            if (date.Read(dayFirst: false) is null)
                dayFirst ??= cell;
            if (date.Read(dayFirst: true) is null)
                monthFirst ??= cell;
        }

        if (dayFirst is { } day && monthFirst is { } month)
            throw new InputException($"{table.Path}: {day.InPlace} has the day first, {month.InPlace} the month; write all dates alike, as 2018-12-31");
        if (dayFirst is not null || monthFirst is not null)
            return dayFirst is not null ? DateOrder.DayFirst : DateOrder.MonthFirst;
        if (open.TrueForAll(one => one.Date.First == one.Date.Second))
            return DateOrder.MonthFirst;
        double withDay = Unevenness(open, dayFirst: true), withMonth = Unevenness(open, dayFirst: false);
        return withDay * MoreEven < withMonth ? DateOrder.DayFirst : withMonth * MoreEven < withDay ? DateOrder.MonthFirst : null;
    }

    /// <summary>The longest step between days as a multiple of the shortest.</summary>
    static double Unevenness(List<(TableCell Cell, DateText Date)> open, bool dayFirst)
    {
        int[] days = [.. open.Select(one => one.Date.Read(dayFirst)!.Value.DayNumber).Distinct().Order()];
        int[] steps = [.. days.Zip(days.Skip(1), (before, after) => after - before)];
        return steps.Length == 0 ? 1 : (double)steps.Max() / steps.Min();
    }

    static InputException Undecided(IReadOnlyList<TableCell> cells)
    {
        (TableCell cell, DateText date) = cells.Select(cell => (cell, Date: DateText.Parse(cell.Text))).Where(one => one.Date is { Date: null })
            .Select(one => (one.cell, one.Date!.Value)).First(one => one.Value.First != one.Value.Second);
        return cell.Wrong($"is {Text(date.Read(dayFirst: true)!.Value)} with the day first and {Text(date.Read(dayFirst: false)!.Value)} with the month first, "
            + "and no date of the column tells which; choose with --date-order day_first or --date-order month_first");
    }
}

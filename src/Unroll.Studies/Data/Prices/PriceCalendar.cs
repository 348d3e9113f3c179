using System.Globalization;

namespace Unroll.Studies.Data.Prices;

/// <summary>Brings days into order and tells what is odd about them.</summary>
static class PriceCalendar
{
    /// <summary>Oldest first; of a day that is there more than once the last line counts.</summary>
    public static IReadOnlyList<PriceDay> Order(IReadOnlyList<PriceDay> days, List<string> remarks)
    {
        var byDate = new SortedDictionary<DateOnly, PriceDay>();
        int repeated = 0, contradicting = 0;
        DateOnly firstRepeated = default;
        foreach (PriceDay day in days)
        {
            if (byDate.TryGetValue(day.Date, out PriceDay known))
            {
                if (repeated++ == 0)
                    firstRepeated = day.Date;
                contradicting += known == day ? 0 : 1;
            }

            byDate[day.Date] = day;
        }

        if (repeated > 0)
            remarks.Add(
                $"{repeated} repeated days, the first is {Text(firstRepeated)}; {contradicting} of them with other numbers: the last line of a day counts");
        return [.. byDate.Values];
    }

    /// <summary>Weekends, gaps, and days whose high lies below their low.</summary>
    public static void Inspect(IReadOnlyList<PriceDay> days, List<string> remarks)
    {
        PriceDay[] weekend = [.. days.Where(day => IsWeekend(day.Date))];
        if (weekend.Length > 0)
            remarks.Add($"{weekend.Length} days on a weekend, the first is {Text(weekend[0].Date)}");

        int missing = 0, longest = 0;
        DateOnly from = default, to = default;
        for (int day = 1; day < days.Count; day++)
        {
            int gap = WeekdaysBetween(days[day - 1].Date, days[day].Date);
            missing += gap;
            if (gap > longest)
                (longest, from, to) = (gap, days[day - 1].Date, days[day].Date);
        }

        if (missing > 0)
            remarks.Add($"{missing} weekdays without trade; the longest gap has {longest}, between {Text(from)} and {Text(to)}");

        PriceDay[] crossed = [.. days.Where(day => day.High < day.Low)];
        if (crossed.Length > 0)
            remarks.Add($"{crossed.Length} days with a high below the low, the first is {Text(crossed[0].Date)}");
    }

    public static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static bool IsWeekend(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>Weekdays after one day and before another: five a whole week, and those of the rest.</summary>
    static int WeekdaysBetween(DateOnly first, DateOnly last)
    {
        int between = last.DayNumber - first.DayNumber - 1, weekdays = between / 7 * 5;
        for (int day = between / 7 * 7; day < between; day++)
            weekdays += IsWeekend(first.AddDays(day + 1)) ? 0 : 1;
        return weekdays;
    }
}

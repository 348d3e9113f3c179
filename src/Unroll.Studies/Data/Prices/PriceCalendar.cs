using System.Globalization;

namespace Unroll.Studies.Data.Prices;

/// <summary>Brings days into order and tells what is odd about them.</summary>
static class PriceCalendar
{
    /// <summary>A typical step of as many days or more is no daily one.</summary>
    const int LeastOfAWeek = 5;

    /// <summary>Of as many days, one may be there twice with other numbers.</summary>
    const int DaysOfAContradiction = 10;

    /// <summary>Oldest first; of a day that is there more than once the last line counts.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="lines">At least one, in any order.</param>
    /// <param name="remarks">Told of repeated days.</param>
    /// <exception cref="InputException">Days have several lines each: of several hours, or of several shares.</exception>
    public static IReadOnlyList<PriceDay> Order(string path, IReadOnlyList<PriceLine> lines, List<string> remarks)
    {
        var byDate = new SortedDictionary<DateOnly, PriceLine>();
        var contradicted = new Dictionary<DateOnly, (PriceLine First, PriceLine Second)>();
        int repeated = 0, contradicting = 0;
        DateOnly firstRepeated = default;
        foreach (PriceLine line in lines)
        {
            DateOnly date = line.Day.Date;
            if (byDate.TryGetValue(date, out PriceLine known))
            {
                if (repeated++ == 0)
                    firstRepeated = date;
                if (known.Day != line.Day)
                {
                    contradicting++;
                    contradicted.TryAdd(date, (known, line));
                }
            }

            byDate[date] = line;
        }

        RequireOneLineADay(path, byDate.Count, contradicted);
        if (repeated > 0)
            remarks.Add(
                $"{Quantity.Text(repeated, "repeated day")}, the first is {Text(firstRepeated)}; {contradicting} of them with other numbers: "
                + "the last line of a day counts");
        return [.. byDate.Values.Select(line => line.Day)];
    }

    /// <summary>Weekends, gaps, and days whose high lies below their low.</summary>
    public static void Inspect(IReadOnlyList<PriceDay> days, List<string> remarks)
    {
        int[] steps = [.. days.Zip(days.Skip(1), (before, after) => after.Date.DayNumber - before.Date.DayNumber).Order()];
        if (steps.Length > 1 && steps[steps.Length / 2] >= LeastOfAWeek)
            remarks.Add($"no daily prices: there are {steps[steps.Length / 2]} days from one line to the next, and a window counts lines");
        else
            InspectDaily(days, remarks);
        PriceDay[] crossed = [.. days.Where(day => day.High < day.Low)];
        if (crossed.Length > 0)
            remarks.Add($"{Quantity.Text(crossed.Length, "day")} with a high below the low, the first is {Text(crossed[0].Date)}");
    }

    public static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static void InspectDaily(IReadOnlyList<PriceDay> days, List<string> remarks)
    {
        PriceDay[] weekend = [.. days.Where(day => IsWeekend(day.Date))];
        if (weekend.Length > 0)
            remarks.Add($"{Quantity.Text(weekend.Length, "day")} on a weekend, the first is {Text(weekend[0].Date)}");

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
            remarks.Add($"{Quantity.Text(missing, "weekday")} without trade; the longest gap has {longest}, between {Text(from)} and {Text(to)}");
    }

    static void RequireOneLineADay(string path, int days, Dictionary<DateOnly, (PriceLine First, PriceLine Second)> contradicted)
    {
        if (contradicted.Count < Math.Min(2, days))
            return;
        (DateOnly date, (PriceLine first, PriceLine second)) = contradicted.First();
        string lines = $"{path}: lines {first.Line} and {second.Line} are both of {Text(date)}";
        if (first.Time != second.Time)
            throw new InputException(
                $"{lines}, at {Time(first)} and {Time(second)}; one line a day is needed: keep the last of each day, or use the task forecast");
        if (contradicted.Count > 1 && contradicted.Count * DaysOfAContradiction > days)
            throw new InputException($"{lines}, with other numbers, and so it is with {contradicted.Count} of {days} days; one line a day is needed. "
                + $"If the file holds several shares, name their column {PriceColumns.Share}");
    }

    static string Time(PriceLine line) => line.Time.Length == 0 ? "00:00:00" : line.Time;

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

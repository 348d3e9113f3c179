using System.Globalization;

namespace Unroll.Reports.Charts;

/// <summary>Ticks at the beginnings of years, months or days.</summary>
static class DateTicks
{
    static readonly (int Months, string Format)[] s_steps =
        [(1, "yyyy-MM"), (3, "yyyy-MM"), (6, "yyyy-MM"), (12, "yyyy"), (24, "yyyy"), (60, "yyyy"), (120, "yyyy"), (240, "yyyy"), (1200, "yyyy")];

    /// <param name="least">The first day, as <see cref="DateOnly.DayNumber"/>.</param>
    /// <param name="most">The last day.</param>
    /// <param name="count">At most so many.</param>
    public static IReadOnlyList<Tick> Between(double least, double most, int count)
    {
        if (most - least < 31 * Math.Max(1, count / 2))
            return [.. LinearTicks.Between(least, most, count).Where(tick => tick.Value % 1 == 0).Select(tick => new Tick(tick.Value, Text(tick.Value)))];
        (int months, string format) = s_steps.First(step => (most - least) / 30.4 / step.Months <= count || step.Months == s_steps[^1].Months);
        DateOnly from = DateOnly.FromDayNumber((int)Math.Ceiling(least));
        int first = (((from.Year * 12) + from.Month - 1 + months - 1) / months) * months;
        var ticks = new List<Tick>();
        for (int month = first; month / 12 <= 9999; month += months)
        {
            var day = new DateOnly(month / 12, (month % 12) + 1, 1);
            if (day.DayNumber > most)
                break;
            if (day.DayNumber >= least)
                ticks.Add(new Tick(day.DayNumber, day.ToString(format, CultureInfo.InvariantCulture)));
        }

        return ticks;
    }

    /// <summary>A day in ISO form.</summary>
    public static string Text(double day) => DateOnly.FromDayNumber((int)day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using Unroll.Forecasting;

namespace Unroll.Studies.Data.TimeSeries;

/// <summary>Finds the step of series: the most frequent distance of their times, of several the least.</summary>
static class StepSearch
{
    /// <summary>The last business day of a month is no earlier, the first one no later.</summary>
    const int EarliestLast = 25, LatestFirst = 7;

    /// <summary>
    /// The step; null where no time comes after another. Times that are a whole number of months apart have a step of months, days without a Saturday or a
    /// Sunday among them, though a weekend lies between two, one of business days.
    /// </summary>
    /// <param name="series">The times of each series.</param>
    public static TimeStep? Find(IReadOnlyList<DateTime[]> series)
    {
        if (series.All(times => AreMonthly(times)) && Steps(series, Months) is [_, ..] months)
            return TimeStep.OfMonths(Mode(months));
        long[] ticks = Steps(series, (before, after) => (after - before).Ticks);
        if (ticks.Length == 0)
            return null;
        var step = TimeStep.Of(TimeSpan.FromTicks(Mode(ticks)));
        return step == TimeStep.Day && AreBusinessDays(series) ? TimeStep.BusinessDay : step;
    }

    /// <summary>Brings times that are the last or the first business days of their months to the last or the first days; whether they were such.</summary>
    /// <param name="series">The times of each series, which are changed.</param>
    public static bool ToMonths(IReadOnlyList<DateTime[]> series)
    {
        if (series.All(times => AreMonthly(times)) || !series.All(times => times.Zip(times.Skip(1)).All(pair => Months(pair.First, pair.Second) > 0)))
            return false;
        bool areLast = series.All(times => times.All(time => time.Day >= EarliestLast));
        if (!areLast && !series.All(times => times.All(time => time.Day <= LatestFirst)))
            return false;
        foreach (DateTime[] times in series)
            for (int i = 0; i < times.Length; i++)
                times[i] = new DateTime(times[i].Year, times[i].Month, areLast ? DateTime.DaysInMonth(times[i].Year, times[i].Month) : 1);
        return true;
    }

    /// <summary>How many steps one time is after another; null where it lies between steps.</summary>
    public static int? Count(TimeStep step, DateTime before, DateTime after)
    {
        if (step.Months > 0)
            return Months(before, after) is var months && months % step.Months == 0 ? months / step.Months : null;
        if (step.IsBusinessDay)
            return before.TimeOfDay == after.TimeOfDay ? (int)(BusinessDays.Number(after) - BusinessDays.Number(before)) : null;
        long ticks = (after - before).Ticks;
        return ticks % step.Span.Ticks == 0 ? (int)Math.Min(int.MaxValue, ticks / step.Span.Ticks) : null;
    }

    static bool AreBusinessDays(IReadOnlyList<DateTime[]> series) =>
        series.All(times => times.All(BusinessDays.Are))
        && series.Any(times => times.Zip(times.Skip(1)).Any(pair => pair.Second.DayOfWeek < pair.First.DayOfWeek));

    static bool AreMonthly(DateTime[] times)
    {
        for (int i = 1; i < times.Length; i++)
            if (Months(times[i - 1], times[i]) < 1 || TimeStep.Month.After(times[0], Months(times[0], times[i])) != times[i])
                return false;
        return true;
    }

    static int Months(DateTime before, DateTime after) => (12 * (after.Year - before.Year)) + after.Month - before.Month;

    static T[] Steps<T>(IEnumerable<DateTime[]> series, Func<DateTime, DateTime, T> between) =>
        [.. series.SelectMany(times => times.Zip(times.Skip(1))).Where(pair => pair.Second > pair.First).Select(pair => between(pair.First, pair.Second))];

    static T Mode<T>(IEnumerable<T> steps)
        where T : notnull => steps.CountBy(step => step).OrderByDescending(count => count.Value).ThenBy(count => count.Key).First().Key;
}

using System.Globalization;

namespace Unroll.Forecasting;

/// <summary>The distance between two values of a series: a span of time, a number of months, which differ in length, or a business day.</summary>
public readonly record struct TimeStep
{
    TimeStep(TimeSpan span, int months) => (Span, Months) = (span, months);

    /// <summary>One hour.</summary>
    public static TimeStep Hour { get; } = Of(TimeSpan.FromHours(1));

    /// <summary>One day.</summary>
    public static TimeStep Day { get; } = Of(TimeSpan.FromDays(1));

    /// <summary>From Monday to Friday one day, from Friday to Monday three, as of prices. A holiday is a step, too: its value is a gap.</summary>
    public static TimeStep BusinessDay { get; } = new(TimeSpan.Zero, 0) { IsBusinessDay = true };

    /// <summary>Seven days.</summary>
    public static TimeStep Week { get; } = Of(TimeSpan.FromDays(7));

    /// <summary>One month.</summary>
    public static TimeStep Month { get; } = OfMonths(1);

    /// <summary>Three months.</summary>
    public static TimeStep Quarter { get; } = OfMonths(3);

    /// <summary>Twelve months.</summary>
    public static TimeStep Year { get; } = OfMonths(12);

    /// <summary>The span; zero where the step is a number of months or a business day.</summary>
    public TimeSpan Span { get; }

    /// <summary>The months; zero where the step is none of months.</summary>
    public int Months { get; }

    /// <summary>Whether the step is <see cref="BusinessDay"/>.</summary>
    public bool IsBusinessDay { get; private init; }

    /// <summary>A step of a fixed length.</summary>
    /// <param name="span">Above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The span is not above zero.</exception>
    public static TimeStep Of(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(span, TimeSpan.Zero);
        return new TimeStep(span, 0);
    }

    /// <summary>A step of some months.</summary>
    /// <param name="months">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public static TimeStep OfMonths(int months)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(months, 1);
        return new TimeStep(TimeSpan.Zero, months);
    }

    /// <summary>
    /// The time some steps after another. Months are counted from the start, and the last day of a month is followed by the last day of the next one;
    /// business days from a Saturday or a Sunday are counted from the Monday after it.
    /// </summary>
    /// <param name="start">Where counting begins.</param>
    /// <param name="steps">How many; negative for times before.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time lies beyond the years 1 to 9999.</exception>
    public DateTime After(DateTime start, int steps) => this switch
    {
        { IsBusinessDay: true } => BusinessDays.Day(BusinessDays.Number(start) + steps) + start.TimeOfDay,
        { Months: 0 } => start + (Span * steps),
        _ => IsLastOfMonth(start) ? LastOfMonth(start.AddMonths(Months * steps)) : start.AddMonths(Months * steps),
    };

    /// <summary>"1 h", "7 days", "3 months", "1 business day".</summary>
    public override string ToString() => Months switch
    {
        _ when IsBusinessDay => "1 business day",
        0 when Span >= TimeSpan.FromDays(1) => Text(Span.TotalDays, "day", "days"),
        0 when Span >= TimeSpan.FromHours(1) => Text(Span.TotalHours, "h", "h"),
        0 when Span >= TimeSpan.FromMinutes(1) => Text(Span.TotalMinutes, "min", "min"),
        0 => Text(Span.TotalSeconds, "s", "s"),
        _ => Text(Months, "month", "months"),
    };

    static bool IsLastOfMonth(DateTime time) => time.Day == DateTime.DaysInMonth(time.Year, time.Month);

    static DateTime LastOfMonth(DateTime time) => time.AddDays(DateTime.DaysInMonth(time.Year, time.Month) - time.Day);

    static string Text(double count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count:0.###} {(count == 1 ? one : many)}");
}

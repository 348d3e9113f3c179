namespace Unroll.Forecasting;

/// <summary>
/// Where a time lies in a cycle of the calendar. A network reads it as the sine and the cosine of its angle, so that the end of a cycle is next to its
/// beginning; it is known ahead for any horizon.
/// </summary>
public enum CalendarFeature
{
    /// <summary>The minute in the hour.</summary>
    MinuteOfHour,

    /// <summary>The hour in the day, with its minutes.</summary>
    HourOfDay,

    /// <summary>The day in the week, Monday first.</summary>
    DayOfWeek,

    /// <summary>The day in the month.</summary>
    DayOfMonth,

    /// <summary>The day in the year.</summary>
    DayOfYear,
}

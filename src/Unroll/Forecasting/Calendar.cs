using Unroll.Kernels.Numerics;

namespace Unroll.Forecasting;

/// <summary>The angles of calendar features.</summary>
static class Calendar
{
    /// <summary>Numbers that a feature is read as.</summary>
    public const int Width = 2;

    /// <summary>The features that differ between the steps of an index: the hour for hourly values, not for daily ones.</summary>
    public static CalendarFeature[] Of(TimeStep step) => step switch
    {
        { Months: > 0 } => step.Months % 12 == 0 ? [] : [CalendarFeature.DayOfYear],
        { IsBusinessDay: true } => [CalendarFeature.DayOfWeek, CalendarFeature.DayOfYear],
        { Span: var span } when span < TimeSpan.FromHours(1) => [CalendarFeature.MinuteOfHour, CalendarFeature.HourOfDay, CalendarFeature.DayOfWeek],
        { Span: var span } when span < TimeSpan.FromDays(1) => [CalendarFeature.HourOfDay, CalendarFeature.DayOfWeek],
        { Span: var span } when span.Ticks % TimeSpan.FromDays(7).Ticks != 0 => [CalendarFeature.DayOfWeek, CalendarFeature.DayOfYear],
        _ => [CalendarFeature.DayOfYear],
    };

    /// <summary>Writes the sine and the cosine of each feature.</summary>
    public static void Write(DateTime time, IReadOnlyList<CalendarFeature> features, Span<float> target)
    {
        for (int i = 0; i < features.Count; i++)
        {
            double share = Share(time, features[i]);
            target[2 * i] = (float)PortableMath.Sin(Math.Tau * share);
            target[(2 * i) + 1] = (float)PortableMath.Cos(Math.Tau * share);
        }
    }

    static double Share(DateTime time, CalendarFeature feature) => feature switch
    {
        CalendarFeature.MinuteOfHour => (time.TimeOfDay.TotalMinutes % 60) / 60,
        CalendarFeature.HourOfDay => time.TimeOfDay.TotalDays,
        CalendarFeature.DayOfWeek => (((int)time.DayOfWeek + 6) % 7) / 7.0,
        CalendarFeature.DayOfMonth => (time.Day - 1.0) / DateTime.DaysInMonth(time.Year, time.Month),
        CalendarFeature.DayOfYear => (time.DayOfYear - 1.0) / (DateTime.IsLeapYear(time.Year) ? 366 : 365),
        _ => throw new ArgumentOutOfRangeException(nameof(feature), feature, "The calendar has no such feature."),
    };
}

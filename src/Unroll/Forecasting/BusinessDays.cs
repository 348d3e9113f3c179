namespace Unroll.Forecasting;

/// <summary>Monday to Friday, counted: the days of 0001-01-01, a Monday, to today, less the weekends.</summary>
static class BusinessDays
{
    const int Week = 7, Working = 5;

    /// <summary>Whether a day is one.</summary>
    public static bool Are(DateTime day) => Of(day) % Week < Working;

    /// <summary>The number of a day; that of the Monday after it, of a Saturday or a Sunday.</summary>
    public static long Number(DateTime day) => (Of(day) / Week * Working) + Math.Min(Of(day) % Week, Working);

    /// <summary>The day of a number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It lies beyond the years 1 to 9999.</exception>
    public static DateTime Day(long number) => DateTime.MinValue.AddDays((number / Working * Week) + (number % Working));

    static long Of(DateTime day) => day.Ticks / TimeSpan.TicksPerDay;
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Unroll.Studies.Data.Csv;

/// <summary>A date as it is written, with a time of day or without.</summary>
/// <param name="Date">The day; null where it depends on the order of day and month.</param>
/// <param name="First">The number that stands first, where it does.</param>
/// <param name="Second">The number that stands second, where it does.</param>
/// <param name="Year">The year, where it does.</param>
/// <param name="Time">The time of day, as written.</param>
/// <param name="Zone">How far the written time is ahead of UTC; null where that is not said.</param>
/// <param name="IsPlain">Whether it is written as 2018-12-31.</param>
/// <param name="IsNumber">Whether it could be a number as well.</param>
readonly partial record struct DateText(
    DateOnly? Date, int First, int Second, int Year, TimeSpan Time, TimeSpan? Zone, bool IsPlain, bool IsNumber)
{
    const int SecondsDigits = 10;
    const int MillisecondsDigits = 13;

    /// <summary>Stands between the ends of a span, 2024-01-01 00:00 - 2024-01-01 01:00, whose start counts.</summary>
    const string Until = " - ";

    const int LongestSpan = 100;

    static readonly string[] s_named =
    [
        "d-MMM-yyyy", "d-MMM-yy", "d MMM yyyy", "d MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy", "MMM d yyyy", "d.MMM.yyyy", "d/MMM/yyyy", "yyyy-MMM-d",
        "MMM yyyy", "MMMM yyyy", "MMM-yyyy", "yyyy MMM", "yyyy MMMM",
    ];

    /// <summary>Takes a cell apart; null where it is no date, whatever the order.</summary>
    public static DateText? Parse(string cell)
    {
        if (cell.Length == "2018-12-31".Length
            && DateOnly.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly plain))
            return new DateText(plain, 0, 0, 0, default, null, IsPlain: true, IsNumber: false);
        if (cell.Length is SecondsDigits or MillisecondsDigits && long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out long since))
            return SinceEpoch(cell.Length == SecondsDigits ? since * 1000 : since);
        if (cell.Length <= LongestSpan && cell.IndexOf(Until, StringComparison.Ordinal) is > 0 and var mark && Parse(cell[(mark + Until.Length)..]) is not null)
            return Parse(cell[..mark]) is { } start ? start with { IsPlain = false, IsNumber = false } : null;
        string day = cell;
        TimeSpan time = default;
        TimeSpan? zone = null;
        if (WithTime().Match(cell) is { Success: true } parts)
        {
            if (TimeOf(parts) is not { } found)
                return null;
            (day, time, zone) = (parts.Groups["day"].Value, found, ZoneOf(parts.Groups["zone"].Value));
        }

        if (DayOf(day) is not { } date)
            return null;
        return date with { Time = time, Zone = zone, IsPlain = date.IsPlain && time == default, IsNumber = date.IsNumber && day == cell };
    }

    /// <summary>The day with the month first or the day first; null where there is no such day.</summary>
    public DateOnly? Read(bool dayFirst) => Date ?? Of(Year, dayFirst ? Second : First, dayFirst ? First : Second);

    static DateText? DayOf(string day)
    {
        if (Numbers().Match(day) is { Success: true } numbers)
        {
            int first = Number(numbers, "first"), second = Number(numbers, "second"), year = Number(numbers, "year");
            if (numbers.Groups["year"].Length == 2)
                year = CultureInfo.InvariantCulture.Calendar.ToFourDigitYear(year);
            return Of(year, first, second) is null && Of(year, second, first) is null
                ? null
                : new DateText(null, first, second, year, default, null, false, false);
        }

        if (YearFirst().Match(day) is { Success: true } match)
        {
            bool isCompact = day.Length == "20181231".Length && !day.AsSpan().ContainsAny('-', '/', '.');
            int dayOfMonth = match.Groups["second"].Success ? Number(match, "second") : 1;
            return Of(Number(match, "year"), Number(match, "first"), dayOfMonth) is { } date
                ? new DateText(date, 0, 0, 0, default, null, day == date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), isCompact) : null;
        }

        if (Period().Match(day) is { Success: true } period)
            return FirstDay(period) is { } start ? new DateText(start, 0, 0, 0, default, null, false, false) : null;
        return DateOnly.TryParseExact(day, s_named, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly named)
            ? new DateText(named, 0, 0, 0, default, null, false, false) : null;
    }

    /// <summary>The first day of a quarter, a month or a week as statistical offices write them: 2019-Q1, Q1 2019, 2019M01, 2019-W05.</summary>
    static DateOnly? FirstDay(Match period)
    {
        int year = Number(period, "year");
        if (period.Groups["week"].Success)
            return year > 0 && Number(period, "week") is var week && week >= 1 && week <= ISOWeek.GetWeeksInYear(year)
                ? DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday)) : null;
        return Of(year, period.Groups["quarter"].Success ? (3 * Number(period, "quarter")) - 2 : Number(period, "month"), 1);
    }

    static DateText? SinceEpoch(long milliseconds)
    {
        DateTime moment = DateTime.UnixEpoch.AddMilliseconds(milliseconds);
        return new DateText(DateOnly.FromDateTime(moment), 0, 0, 0, moment.TimeOfDay, TimeSpan.Zero, false, IsNumber: true);
    }

    static TimeSpan? TimeOf(Match parts)
    {
        int hour = Number(parts, "hour"), minute = Number(parts, "minute"), second = parts.Groups["second"].Success ? Number(parts, "second") : 0;
        string half = parts.Groups["half"].Value.ToUpperInvariant();
        if (half.Length > 0)
            hour = hour is < 1 or > 12 ? 24 : (hour % 12) + (half == "PM" ? 12 : 0);
        if (hour > 23 || minute > 59 || second > 59)
            return null;
        double fraction = double.Parse("0" + parts.Groups["fraction"].Value, CultureInfo.InvariantCulture);
        return new TimeSpan(hour, minute, second) + TimeSpan.FromSeconds(fraction);
    }

    static TimeSpan? ZoneOf(string zone)
    {
        if (zone is "Z" or "UTC" or "GMT")
            return TimeSpan.Zero;
        if (zone is not ['+' or '-', ..])
            return null;
        string digits = zone[1..].Replace(":", "", StringComparison.Ordinal);
        var ahead = new TimeSpan(int.Parse(digits[..2], CultureInfo.InvariantCulture), int.Parse(digits[2..].PadLeft(1, '0'), CultureInfo.InvariantCulture), 0);
        return zone[0] == '-' ? -ahead : ahead;
    }

    static DateOnly? Of(int year, int month, int day) => year is >= 1 and <= 9999 && month is >= 1 and <= 12
        && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<first>[0-9]{1,2})(?<mark>[-/.])(?<second>[0-9]{1,2})\k<mark>(?<year>[0-9]{4}|[0-9]{2})$")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^(?<year>[0-9]{4})(?:(?<mark>[-/.])(?<first>[0-9]{1,2})\k<mark>(?<second>[0-9]{1,2})|-(?<first>[0-9]{2})|"
        + "(?<first>[0-9]{2})(?<second>[0-9]{2}))$")]
    private static partial Regex YearFirst();

    [GeneratedRegex("^(?:(?<year>[0-9]{4})[- ]?(?:Q(?<quarter>[1-4])|M(?<month>[0-9]{2})|W(?<week>[0-9]{2}))|Q(?<quarter>[1-4])[- ](?<year>[0-9]{4}))$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Period();

    [GeneratedRegex(@"^(?<day>.*?[0-9])(?:T|[ ,]+)(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?<fraction>\.[0-9]{1,9})?)?"
        + @"\s*(?<half>[AaPp][Mm])?\s*(?<zone>Z|[A-Z]{2,4}|[+-][0-9]{2}(?::?[0-9]{2})?)?$")]
    private static partial Regex WithTime();
}

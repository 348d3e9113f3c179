using System.Globalization;

/// <summary>Dates in English words, in one of three ways.</summary>
static class DateInWords
{
    static readonly string[] s_small =
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".Split(' ');

    static readonly string[] s_tens = ["", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    static readonly string[] s_ordinals = ("zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        + "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth").Split(' ');

    /// <summary>"march third nineteen eighty seven" and two longer ways.</summary>
    public static string[] Write(DateOnly date, int way)
    {
        string day = date.Day <= 20 ? s_ordinals[date.Day] : date.Day == 30 ? "thirtieth" : $"{s_tens[date.Day / 10]} {s_ordinals[date.Day % 10]}";
        string month = CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(date.Month).ToLowerInvariant();
        string years = (date.Year % 100) switch { 0 => "hundred", < 10 => $"oh {s_small[date.Year % 10]}", _ => Number(date.Year % 100) };
        string year = $"{Number(date.Year / 100)} {years}";
        return (way switch
        {
            0 => $"{month} {day} {year}",
            1 => $"the {day} of {month} {year}",
            _ => $"{date.DayOfWeek.ToString().ToLowerInvariant()} the {day} of {month} {year}",
        }).Split(' ');
    }

    static string Number(int number) => number < 20 ? s_small[number]
        : number % 10 == 0 ? s_tens[number / 10]
        : $"{s_tens[number / 10]} {s_small[number % 10]}";
}

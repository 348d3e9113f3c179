using System.CommandLine;
using System.Globalization;

namespace Unroll.Cli.Commands;

/// <summary>A time such as 90s, 30m or 2h.</summary>
static class BudgetOption
{
    static readonly (char Letter, double Seconds)[] s_units = [('s', 1), ('m', 60), ('h', 3600)];

    public static Option<TimeSpan?> Create() => new("--budget")
    {
        Description = "end after this time: 90s, 30m, 2h; the same command goes on for as long again",
        HelpName = "TIME",
        CustomParser = result =>
        {
            string text = result.Tokens[^1].Value;
            if (TryParse(text, out TimeSpan time))
                return time;
            result.AddError($"--budget {text}: a time above 0 such as 90s, 30m or 2h is expected");
            return null;
        },
    };

    /// <summary>A time in the largest unit of which it is a whole number.</summary>
    public static string Text(TimeSpan time)
    {
        (char letter, double seconds) = s_units.Last(unit => unit.Letter == 's' || time.TotalSeconds % unit.Seconds == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds / seconds}{letter}");
    }

    /// <summary>Reads a number and its unit; a month is the most.</summary>
    static bool TryParse(string text, out TimeSpan time)
    {
        time = TimeSpan.Zero;
        if (text.Length < 2 || !s_units.Any(unit => unit.Letter == text[^1])
            || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            return false;
        double seconds = number * s_units.First(unit => unit.Letter == text[^1]).Seconds;
        if (!(seconds > 0 && seconds <= TimeSpan.FromDays(31).TotalSeconds))
            return false;
        time = TimeSpan.FromSeconds(seconds);
        return true;
    }
}

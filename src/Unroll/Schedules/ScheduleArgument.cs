using System.Runtime.CompilerServices;

namespace Unroll.Schedules;

/// <summary>Checks of the numbers that a schedule is made with.</summary>
static class ScheduleArgument
{
    /// <summary>A rate or a factor: a finite number, 0 or more.</summary>
    public static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "") => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is a finite number that is not negative.");

    /// <summary>A length in steps, at least 1.</summary>
    public static long Steps(long value, [CallerArgumentExpression(nameof(value))] string name = "") => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is at least 1 step.");

    /// <summary>A length in steps, or 0 for none.</summary>
    public static long StepsOrNone(long value, [CallerArgumentExpression(nameof(value))] string name = "") => value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is 0 steps or more.");
}

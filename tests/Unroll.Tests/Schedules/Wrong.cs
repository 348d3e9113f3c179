using Unroll.Schedules;

namespace Unroll.Tests.Schedules;

/// <summary>Numbers that no schedule can be made with; the message tells what was expected, and the value.</summary>
static class Wrong
{
    public static void Rate(Func<double, LearningRateSchedule> make) => Check(make, -1e-9, double.NaN, double.PositiveInfinity);

    public static void Steps(Func<long, LearningRateSchedule> make) => Check(make, 0, -1);

    static void Check<T>(Func<T, LearningRateSchedule> make, params T[] wrong) where T : notnull
    {
        foreach (T value in wrong)
        {
            ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => make(value));
            Assert.Equal(value, error.ActualValue);
            Assert.StartsWith(error.ParamName!, error.Message, StringComparison.Ordinal);
        }
    }
}

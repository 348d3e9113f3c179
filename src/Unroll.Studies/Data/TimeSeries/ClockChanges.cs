namespace Unroll.Studies.Data.TimeSeries;

/// <summary>
/// Times by a clock that is put forward in spring and back in autumn: in the night an hour is missing, or there twice, though the rows are regular. The zone is
/// not known, so only a series that repeats an hour is taken to have such a clock; in others a missing hour is a gap.
/// </summary>
static class ClockChanges
{
    static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    /// <summary>A clock is put back once a year.</summary>
    static readonly TimeSpan s_leastBetween = TimeSpan.FromDays(180);

    /// <summary>Writes times as the clock of the first row would show them that nobody changes.</summary>
    /// <param name="times">The times, the oldest first, which are changed.</param>
    /// <param name="step">The step of the series.</param>
    /// <returns>The rows before which the clock was changed.</returns>
    public static IReadOnlyList<int> Undo(DateTime[] times, TimeSpan step)
    {
        if (step > s_hour || s_hour.Ticks % step.Ticks != 0)
            return [];
        var back = new List<int>();
        for (int row = 1; row < times.Length; row++)
            if (times[row] - times[row - 1] == step - s_hour && IsNight(times[row]) && (back.Count == 0 || times[row] - times[back[^1]] > s_leastBetween))
                back.Add(row);
        return back.Count == 0 ? [] : Undo(times, step, back);
    }

    static List<int> Undo(DateTime[] times, TimeSpan step, List<int> back)
    {
        var changes = new List<int>();
        TimeSpan shift = default;
        DateTime before = times[0];
        bool mayGoForward = true;
        for (int row = 1; row < times.Length; row++)
        {
            DateTime time = times[row];
            bool goesBack = back.Contains(row), goesForward = mayGoForward && time - before == step + s_hour && IsNight(time);
            if (goesBack || goesForward)
            {
                shift += goesBack ? s_hour : -s_hour;
                mayGoForward = goesBack;
                changes.Add(row);
            }

            (times[row], before) = (time + shift, time);
        }

        return changes;
    }

    static bool IsNight(DateTime time) => time.Hour is <= 4 or 23;
}

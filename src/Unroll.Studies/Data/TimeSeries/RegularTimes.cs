using Unroll.Forecasting;
using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Data.TimeSeries;

/// <summary>The one step of all series, and at which step each row of a series stands.</summary>
sealed class RegularTimes
{
    /// <summary>Of so many steps one at least has a row; and after so many equal longer ones the step has changed.</summary>
    const int MostSparse = 10, ChangedAfter = 10;

    const string OrRows = $", or count rows, whatever their times, with --time {SeriesColumns.NoTimes}";

    readonly TimeStep _step;
    readonly List<(TimeIndex Times, int[] Places)> _series = [];
    readonly bool _areNamed, _areSeveralFiles;
    long _missing;
    TableCell? _beforeFirstGap;

    RegularTimes(TimeStep step, bool areNamed, bool areSeveralFiles) => (_step, _areNamed, _areSeveralFiles) = (step, areNamed, areSeveralFiles);

    /// <summary>The times of a series, and the step of each of its rows, counted from its first.</summary>
    public (TimeIndex Times, int[] Places) this[int series] => _series[series];

    /// <summary>Finds the step and places the rows.</summary>
    /// <param name="series">The rows of each series, the oldest first.</param>
    /// <param name="areNamed">Whether a column names the series of a row.</param>
    /// <param name="areSeveralFiles">Whether a remark must name the file of a line.</param>
    /// <param name="remarks">Takes what a reader should know.</param>
    /// <exception cref="InputException">Times repeat, go back, change their step or lie between steps; one line with file and line.</exception>
    public static RegularTimes Find(IReadOnlyList<SeriesRows> series, bool areNamed, bool areSeveralFiles, List<string> remarks)
    {
        DateTime[][] times = [.. series.Select(one => one.Times())];
        if (StepSearch.ToMonths(times))
            remarks.Add("rows are a month apart, though not on the same day: each stands for its month");
        TimeStep step = StepSearch.Find(times) ?? throw series[0].Rows[^1].Time.Wrong("is the only time of its series, so the step is not known; "
            + "a series has two rows at least");
        var regular = new RegularTimes(step, areNamed, areSeveralFiles);
        regular.UndoClockChanges(series, times, remarks);
        foreach ((SeriesRows rows, DateTime[] of) in series.Zip(times))
            regular._series.Add((new TimeIndex(of[0], step), regular.Place(rows.Rows, of)));
        if (regular._beforeFirstGap is { } cell)
            remarks.Add($"rows are {step} apart, but {Quantity.Text(regular._missing, "time")} {(regular._missing == 1 ? "is" : "are")} missing, "
                + $"the first after {regular.Shown(cell)}: gaps");
        return regular;
    }

    void UndoClockChanges(IReadOnlyList<SeriesRows> series, DateTime[][] times, List<string> remarks)
    {
        TableCell? first = null;
        foreach ((List<SeriesRow> rows, DateTime[] of) in series.Select(one => one.Rows).Zip(times))
        {
            int changed = rows[0].Zone is { } zone ? rows.FindIndex(row => row.Zone != zone)
                : _step.Span > TimeSpan.Zero && ClockChanges.Undo(of, _step.Span) is [var row, ..] ? row : -1;
            if (changed >= 0)
                first ??= rows[changed].Time;
        }

        if (first is { } cell)
            remarks.Add($"the clock is changed, first at {Shown(cell)}: times go on by the clock of the first row, a row a step");
    }

    int[] Place(List<SeriesRow> rows, DateTime[] times)
    {
        int[] places = new int[rows.Count];
        for (int row = 1, equal = 0; row < places.Length; row++)
        {
            if (times[row] <= times[row - 1])
                throw NotAfter(rows[row - 1].Time, rows[row].Time, times[row] == times[row - 1]);
            int count = StepSearch.Count(_step, times[row - 1], times[row]) ?? throw Between(rows[row - 1].Time, rows[row].Time, times[row] - times[row - 1]);
            places[row] = (int)Math.Min(int.MaxValue, (long)places[row - 1] + count);
            equal = count > 1 && row > 1 && count == places[row - 1] - places[row - 2] ? equal + 1 : 0;
            if (equal == ChangedAfter)
                throw Changed(rows[row - equal - 1].Time, rows[row - equal].Time, count);
            if (count == 1)
                continue;
            _missing += count - 1;
            _beforeFirstGap ??= rows[row - 1].Time;
        }

        if (places[^1] + 1L > (long)MostSparse * rows.Count)
            throw Sparse(rows, places);
        return places;
    }

    InputException NotAfter(TableCell before, TableCell cell, bool isSame) => new(
        $"{cell.Path}: {cell.InPlace} {(isSame ? "is the time of" : "is before")} {Other(cell, before)}; a series has one row a time, in one direction: "
        + (isSame ? "take one of them out" : "sort the file") + (_areNamed ? "" : ", or name the column that tells the series apart with --series"));

    InputException Between(TableCell before, TableCell cell, TimeSpan span) => new(
        $"{cell.Path}: {cell.InPlace} is {TimeStep.Of(span)} after {Other(cell, before)}, but rows are {_step} apart; "
        + $"move it to a whole number of steps, take it out{OrRows}");

    InputException Changed(TableCell before, TableCell cell, int count) => new(
        $"{cell.Path}: from {Other(cell, before)} on, rows are {count} steps of {_step} apart; a series has one step: "
        + $"bring all rows to the longer one{OrRows}");

    static InputException Sparse(List<SeriesRow> rows, int[] places)
    {
        int last = Enumerable.Range(1, places.Length - 1).MaxBy(row => places[row] - places[row - 1]);
        TableCell cell = rows[last].Time;
        return new InputException($"{cell.Path}: {cell.InPlace} is {Quantity.Text(places[last] - places[last - 1], "step")} after "
            + $"{Other(cell, rows[last - 1].Time)}, and with such gaps {Quantity.Text(rows.Count, "row")} are {Quantity.Text(places[^1] + 1L, "step")}; "
            + $"correct the time, or cut the file there{OrRows}");
    }

    string Shown(TableCell cell) => _areSeveralFiles ? $"{cell.InPlace} of {cell.Path}" : cell.InPlace;

    /// <summary>A cell beside another one: its file is named where it is not the same.</summary>
    static string Other(TableCell cell, TableCell other) => other.Path == cell.Path ? other.InPlace : $"{other.InPlace} of {other.Path}";
}

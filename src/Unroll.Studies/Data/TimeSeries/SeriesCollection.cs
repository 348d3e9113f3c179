using System.Globalization;
using Unroll.Forecasting;

namespace Unroll.Studies.Data.TimeSeries;

/// <summary>Series that were read from files.</summary>
/// <param name="Series">The series, in the order in which the files name them; all have the same columns and the same step.</param>
/// <param name="Columns">The columns by the names that they have in the series.</param>
/// <param name="Remarks">What a reader should know of the files: how they were read, gaps, constant series.</param>
public sealed record SeriesCollection(IReadOnlyList<Series> Series, SeriesColumns Columns, IReadOnlyList<string> Remarks)
{
    /// <summary>Where each series stands in the files.</summary>
    internal IReadOnlyList<SeriesLines> Lines { get; init; } = [];

    /// <summary>Requires each series to have so many values.</summary>
    /// <param name="values">How many.</param>
    /// <param name="what">What they are for: "a window of 24 and a horizon of 12 need".</param>
    /// <param name="remedy">What would be right instead.</param>
    /// <exception cref="InputException">One is shorter; the message has its file and line.</exception>
    public void RequireValues(int values, string what, string remedy = "leave it out, or give it more")
    {
        foreach ((Series series, SeriesLines lines) in Series.Zip(Lines))
            if (series[Columns.Targets[0]].Length is var length && length < values)
                throw new InputException(string.Create(CultureInfo.InvariantCulture,
                    $"{lines[0]}: '{series.Name}' has {Quantity.Text(length, "value")}, and {what} {values:N0}; {remedy}"));
    }

    /// <summary>Requires what is known ahead to reach the last value of each series, or beyond it.</summary>
    /// <param name="horizon">How many steps beyond; 0 for series that are learned or measured on, whose last values are forecast.</param>
    /// <exception cref="InputException">A column ends sooner; the message has its file and line.</exception>
    public void RequireKnown(int horizon)
    {
        foreach ((Series series, SeriesLines lines) in Series.Zip(Lines))
            foreach (string column in Columns.Known)
                if (series[column].LastIndexOfAnyExcept(double.NaN) is var last && last + 1 - series[Columns.Targets[0]].Length is var ahead && ahead < horizon)
                    throw new InputException($"{lines[last]}: '{column}' of '{series.Name}' ends "
                        + (ahead == 0 ? "with" : $"{Quantity.Text(Math.Abs(ahead), "step")} {(ahead < 0 ? "before" : "after")}") + " the last target, and "
                        + (horizon == 0 ? "a column that is known ahead reaches it" : $"a horizon of {horizon} reads it so far ahead")
                        + $"; add {Quantity.Text(horizon - ahead, "value")}{(horizon == 0 ? ", or name it with --past" : "")}");
    }

    /// <summary>Requires all targets to be whole numbers from 0 on.</summary>
    /// <exception cref="InputException">One is not; the message has its file and line.</exception>
    public void RequireCounts()
    {
        foreach ((Series series, SeriesLines lines) in Series.Zip(Lines))
            foreach (string column in Columns.Targets)
                for (int step = 0; step < series[column].Length; step++)
                    if (series[column][step] is var value && (value < 0 || value != Math.Floor(value)) && !double.IsNaN(value))
                        throw new InputException(string.Create(CultureInfo.InvariantCulture,
                            $"{lines[step]}: {column} of '{series.Name}' is {value}, which is no count; counts are whole numbers from 0 on"));
    }
}

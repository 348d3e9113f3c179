using System.Globalization;
using Unroll.Forecasting;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Tasks.Forecasts;

/// <summary>The forecasts of a test as a table: for each series the ones that do not overlap, a row a value.</summary>
/// <param name="data">The series with their test.</param>
/// <param name="coverage">The share of values that the intervals hold; null for none.</param>
sealed class ForecastTable(ForecastData data, double? coverage)
{
    /// <summary>Its name in the run folder.</summary>
    public const string FileName = "forecasts.csv";

    /// <summary>The windows before the first forecast of some series.</summary>
    public const string WindowsFile = "windows.csv";

    /// <summary>Series whose windows are kept.</summary>
    const int MostWindows = 12;

    /// <summary>A table that a spreadsheet still opens.</summary>
    const int MostRows = 100_000;

    readonly List<Cell[]> _rows = [], _windows = [];
    readonly HashSet<string> _seen = [];
    bool _isCut;

    /// <summary>What a reader should know of it.</summary>
    public IEnumerable<string> Remarks => !_isCut ? [] : [string.Create(CultureInfo.InvariantCulture,
        $"{FileName} has the first {MostRows:N0} values of the test; the metrics are those of all")];

    /// <summary>Adds a forecast, where it does not overlap the one before.</summary>
    public void Add(
        Series series, string column, Forecast forecast, double[] actual, double[] values, double[] simplest, (double[] Lower, double[] Upper)? ends)
    {
        int first = data.Parts.Count(series) - data.Parts.Test;
        if ((forecast.Origin - first) % data.Horizon != 0)
            return;
        if (forecast.Origin == first && (_seen.Contains(series.Name) || _seen.Count < MostWindows))
        {
            _seen.Add(series.Name);
            for (int step = first - data.Frame.Window; step < first; step++)
                _windows.Add([series.Name, column, TimeOf(series, step), series[column][step]]);
        }

        for (int step = 0; step < actual.Length && !_isCut; step++)
        {
            _isCut = _rows.Count == MostRows;
            if (!_isCut)
                _rows.Add(
                [
                    series.Name, column, TimeOf(series, forecast.Origin + step), step + 1, actual[step], values[step],
                    .. ends is { } interval ? (Cell[])[interval.Lower[step], interval.Upper[step]] : [], simplest[step],
                ]);
        }
    }

    /// <summary>The table.</summary>
    public Table Build() => new(
        [
            Column.Text("series"), Column.Text("target"), Column.Text("time"), Column.Number("step"), Column.Number("actual"), Column.Number("predicted"),
            .. coverage is null ? (Column[])[] : [Column.Number("lower"), Column.Number("upper")],
            Column.Number(TestBaselines.HasSeason(data) ? "seasonalNaive" : "naive"),
        ], _rows);

    /// <summary>The windows before the first forecasts.</summary>
    public Table Windows() => new([Column.Text("series"), Column.Text("target"), Column.Text("time"), Column.Number("value")], _windows);

    /// <summary>When a value is from, or its number from 0 where the series has no times.</summary>
    public static string TimeOf(Series series, int step) => series.Times is not { } times ? step.ToString(CultureInfo.InvariantCulture)
        : times[step].ToString(times.Step.Months > 0 || times.Step.Span.Ticks % TimeSpan.TicksPerDay == 0 ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm",
            CultureInfo.InvariantCulture);
}

using System.Globalization;
using Unroll.Forecasting;
using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Data.TimeSeries;

/// <summary>Makes series of rows that stand at their steps, from the first to the last one with a target; known columns may go on.</summary>
/// <param name="columns">The columns.</param>
/// <param name="areSeveralFiles">Whether a remark must name the file of a line.</param>
sealed class SeriesAssembly(SeriesColumns columns, bool areSeveralFiles)
{
    const int MostNamed = 3;

    readonly string[] _names = [.. columns.Values];
    readonly OrderedDictionary<string, (int Count, TableCell First)> _gaps = [];
    readonly List<string> _constant = [];
    (int Count, TableCell First) _early, _late;

    /// <summary>What a reader should know of the series that were made.</summary>
    public IEnumerable<string> Remarks =>
    [
        .. Passed(_early, "before the first target"),
        .. Passed(_late, "after the last target"),
        .. _gaps.Select(gap => $"{Quantity.Text(gap.Value.Count, "gap")} in {gap.Key}, {(gap.Value.Count == 1 ? "" : "the first ")}in {Line(gap.Value.First)}"),
        .. _constant.Count == 0 ? (string[])[] : [$"always the same: {string.Join(", ", _constant.Take(MostNamed))}"
            + (_constant.Count > MostNamed ? $" and {_constant.Count - MostNamed} more" : "")],
    ];

    /// <summary>Makes a series.</summary>
    /// <param name="series">Its rows, the oldest first.</param>
    /// <param name="times">Its times; null for none.</param>
    /// <param name="places">The step of each row; null where rows are steps.</param>
    /// <exception cref="InputException">A column has no value, or a number that describes the series changes.</exception>
    public (Series Series, SeriesLines Lines) Build(SeriesRows series, TimeIndex? times, int[]? places)
    {
        List<SeriesRow> rows = series.Rows;
        int Step(int row) => places?[row] ?? row;
        foreach ((string name, int column) in _names.Select((name, column) => (name, column)))
            if (rows.TrueForAll(row => double.IsNaN(row.Values[column])))
                throw new InputException($"{rows[0].Time.Path}: line {rows[0].Time.Line}: the column '{name}' has no value in any row of '{series.Name}'; "
                    + "leave out the series or the column");
        int targets = columns.Targets.Count, known = targets + columns.Known.Count;
        int firstRow = rows.FindIndex(row => Any(row, 0, targets)), lastRow = rows.FindLastIndex(row => Any(row, 0, targets));
        int lastKnownRow = Math.Max(lastRow, rows.FindLastIndex(row => Any(row, targets, known)));
        Count(ref _early, rows.Take(firstRow));
        Count(ref _late, rows.Skip(lastKnownRow + 1));
        int start = Step(firstRow), length = Step(lastRow) - start + 1;
        var made = new Series(series.Name, times?.From(start));
        for (int column = 0; column < _names.Length; column++)
        {
            bool isKnown = column >= targets && column < known;
            int last = isKnown ? Math.Max(lastRow, rows.FindLastIndex(row => !double.IsNaN(row.Values[column]))) : lastRow;
            double[] values = new double[isKnown ? Step(last) - start + 1 : length];
            Array.Fill(values, double.NaN);
            for (int row = firstRow; row <= last; row++)
            {
                values[Step(row) - start] = rows[row].Values[column];
                if (double.IsNaN(rows[row].Values[column]))
                    _gaps[_names[column]] = _gaps.TryGetValue(_names[column], out var gap) ? (gap.Count + 1, gap.First) : (1, rows[row].Time);
            }

            if (column < targets && IsConstant(values))
                _constant.Add(targets == 1 ? $"'{series.Name}'" : $"{_names[column]} of '{series.Name}'");
            made = made.With(_names[column], values);
        }

        for (int column = 0; column < columns.Statics.Count; column++)
            made = made.WithStatic(columns.Statics[column], Static(series, column));
        return (made, new SeriesLines([.. Enumerable.Range(firstRow, lastKnownRow + 1 - firstRow)
            .Select(row => (Step(row) - start, rows[row].Time.Path, rows[row].Time.Line))]));
    }

    double Static(SeriesRows series, int column)
    {
        SeriesRow[] told = [.. series.Rows.Where(row => !double.IsNaN(row.Statics[column]))];
        string name = columns.Statics[column];
        if (told.Length == 0)
            throw new InputException($"{series.Rows[0].Time.Path}: line {series.Rows[0].Time.Line}: no row of '{series.Name}' has a value of '{name}', "
                + "which describes the series; give it one");
        double value = told[0].Statics[column];
        return Array.Find(told, row => row.Statics[column] != value) is not { Values: not null } other ? value : throw new InputException(
            $"{other.Time.Path}: line {other.Time.Line}: "
            + string.Create(CultureInfo.InvariantCulture, $"'{name}' of '{series.Name}' is {other.Statics[column]}, and {value} in line {told[0].Time.Line}; ")
            + "what describes a series is the same in all of its rows: name the column with --known or --past");
    }

    static bool Any(SeriesRow row, int first, int end) => row.Values.AsSpan(first, end - first).ContainsAnyExcept(double.NaN);

    static void Count(ref (int Count, TableCell First) tally, IEnumerable<SeriesRow> rows)
    {
        foreach (SeriesRow row in rows)
            tally = tally.Count == 0 ? (1, row.Time) : (tally.Count + 1, tally.First);
    }

    IEnumerable<string> Passed((int Count, TableCell First) rows, string where) => rows.Count == 0 ? []
        : [$"{Quantity.Text(rows.Count, "row")} {where} {(rows.Count == 1 ? "was" : "were")} passed over, the first is {Line(rows.First)}"];

    string Line(TableCell cell) => areSeveralFiles ? $"line {cell.Line} of {cell.Path}" : $"line {cell.Line}";

    static bool IsConstant(double[] values) => values.Length > 1 && values.Where(value => !double.IsNaN(value)).Distinct().Count() == 1;
}

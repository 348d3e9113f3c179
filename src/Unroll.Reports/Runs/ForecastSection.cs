using Unroll.Reports.Charts;
using Unroll.Studies.Tables;
using Unroll.Studies.Tasks.Stocks;

namespace Unroll.Reports.Runs;

/// <summary>Forecasts beside what came, and their errors: the charts of prices and of series.</summary>
static class ForecastSection
{
    const string Actual = "actual", Predicted = "predicted", Naive = "naive", Rows = "row of the test";

    /// <summary>For each share or series the values of the test with the forecast and the naive one, and the errors of both.</summary>
    public static IEnumerable<Chart> Of(RunFiles run)
    {
        if (run.Table("predictions.csv") is not { } table)
            yield break;
        string unit = run.Configuration is StocksConfiguration ? "dollars a share" : "value";
        (Axis axis, double[] x) = TimeColumn.Of(table, Rows);
        foreach (string name in Names(table))
        {
            double[] Column(string part) => RunFiles.Numbers(table, name.Length == 0 ? part : $"{name} {part}");
            double[] actual = Column(Actual), predicted = Column(Predicted), naive = Column(Naive);
            Series Line(string label, double[] values) => new(label, Mark.Line, [.. x.Zip(values, (at, value) => new Point(at, value))]);
            double[] Errors(double[] forecast) => [.. forecast.Zip(actual, (one, other) => one - other)];
            string Title(string what) => name.Length == 0 ? char.ToUpperInvariant(what[0]) + what[1..] : $"{name}, {what}";
            yield return new XyChart(Title("forecast of the test"), axis, new Axis(unit),
                [Line("naive forecast", naive) with { IsQuiet = true }, Line("what came", actual), Line("forecast", predicted)]);
            yield return new XyChart(Title("errors over time"), axis, new Axis($"forecast − what came, {unit}"),
                [Line("naive forecast", Errors(naive)) with { IsQuiet = true }, Line("forecast", Errors(predicted)) with { Style = 1 }]);
        }
    }

    /// <summary>The closes of each share over all days; the test part in a colour of its own.</summary>
    public static IEnumerable<Chart> Histories(RunFiles run)
    {
        if (run.Configuration is not StocksConfiguration || run.Table(StocksModel.ClosesFile) is not { Rows.Count: > 0, Columns.Count: > 1 } closes)
            yield break;
        (Axis axis, double[] days) = TimeColumn.Of(closes, Rows);
        double test = run.Table("predictions.csv") is { Rows.Count: > 0, Columns.Count: > 0 } table ? TimeColumn.Of(table, Rows).Values[0] : double.NaN;
        foreach (Column share in closes.Columns.Skip(1))
        {
            Point[] points = [.. days.Zip(RunFiles.Numbers(closes, share.Name), (day, close) => new Point(day, close))];

            // The first day of the test ends the line before it too, so that there is no gap.
            Series learned = new("learned", Mark.Line, [.. points.Where(point => !(point.X > test))]);
            Series tested = new("test", Mark.Line, [.. points.Where(point => point.X >= test)]);
            yield return new XyChart($"{share.Name}, closes", axis, new Axis("dollars a share"), tested.Points.Count > 0 ? [learned, tested] : [learned]);
        }
    }

    static IEnumerable<string> Names(Table table) => table.Columns.Select(column => column.Name)
        .Where(name => name.EndsWith(Actual, StringComparison.Ordinal)).Select(name => name[..^Actual.Length].TrimEnd());
}

using Unroll.Reports.Charts;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;
using Unroll.Studies.Tasks.Forecasts;
using Unroll.Studies.Tasks.Smoothing;

namespace Unroll.Reports.Runs;

/// <summary>What a forecaster was shown and what it forecast, with the interval as a fan; its errors and the share inside the interval by step ahead.</summary>
static class FanSection
{
    const int MostFans = 6;
    const string Actual = "actual", Predicted = "predicted", Lower = "lower", Upper = "upper", Step = "step", Value = "value", Coverage = "coverage";
    const string Model = "model", Target = "target", ModelError = "mae", ErrorEnding = "Mae", Smape = "smape";

    /// <summary>The baselines of the chart; the table has all.</summary>
    static readonly string[] s_shown = ["naive", "seasonalNaive", "theta", "linear"];

    static readonly Axis s_ahead = new("steps ahead") { IsWhole = true };

    /// <summary>The charts; none for a run of another task.</summary>
    public static IEnumerable<Chart> Of(RunFiles run) =>
        IsOfSeries(run) ? [.. Fans(run), .. Steps(run)] : [];

    /// <summary>The model beside the baselines; null for a run of another task.</summary>
    public static Table? Compared(RunFiles run)
    {
        if (!IsOfSeries(run) || run.Table(ForecastMeasure.BaselinesFile) is not { } table)
            return null;
        double[][] numbers = [.. table.Columns.Skip(1).Select(column => RunFiles.Numbers(table, column.Name))];
        return new Table([.. table.Columns.Select(column => column with { Title = MetricName.InWords(column.Name) })],
            [.. table.Rows.Select((row, at) => (Cell[])[MetricName.InWords(row[0].Text), .. numbers.Select(values => (Cell)values[at])])]);
    }

    /// <summary>The names of the baselines, as their metrics begin.</summary>
    public static IReadOnlyList<string> Baselines(RunFiles run) =>
        IsOfSeries(run) && run.Table(ForecastMeasure.BaselinesFile) is { } table ? [.. table.Rows.Select(row => row[0].Text).Where(name => name != Model)] : [];

    static IEnumerable<Chart> Fans(RunFiles run)
    {
        (Table? forecasts, Table? windows) = (run.Table(ForecastTable.FileName), run.Table(ForecastTable.WindowsFile));
        if (forecasts is null || windows is null)
            yield break;
        foreach (IGrouping<(string Series, string Target), IReadOnlyList<Cell>> window in windows.Rows.GroupBy(Key).Take(MostFans))
        {
            Table before = windows with { Rows = [.. window] };
            Table all = forecasts with { Rows = [.. forecasts.Rows.Where(row => Key(row) == window.Key)] };
            Table first = all with { Rows = [.. all.Rows.Take(RunFiles.Numbers(all, Step).Skip(1).TakeWhile(step => step > 1).Count() + 1)] };
            double[] past = RunFiles.Numbers(before, Value), ahead = RunFiles.Numbers(first, Step);
            string simplest = forecasts.Columns[^1].Name;
            Series Line(string name, string column, bool hasFan = false)
            {
                double[] values = RunFiles.Numbers(first, column);
                double[] low = hasFan ? RunFiles.Numbers(first, Lower) : [], high = hasFan ? RunFiles.Numbers(first, Upper) : [];
                return new(name, Mark.Line,
                    [.. ahead.Select((time, at) => hasFan ? new Point(time, values[at], low[at], high[at]) : new Point(time, values[at]))]);
            }

            yield return new XyChart($"{Title(window.Key)}, first forecast of the test", s_ahead, new Axis("value"),
            [
                Line(simplest == "naive" ? "naive forecast" : "seasonal naive forecast", simplest) with { IsQuiet = true },
                Line("forecast", Predicted, hasFan: forecasts.Columns.Any(column => column.Name == Lower)) with { Style = 1 },
                new Series("what came", Mark.Line,
                    [.. past.Select((value, at) => new Point(at - past.Length + 1, value)), .. Line("", Actual).Points]) with { Style = 0 },
            ]);
        }
    }

    /// <summary>Errors and coverage by step ahead; of several targets, whose units differ, for each.</summary>
    static IEnumerable<Chart> Steps(RunFiles run)
    {
        if (run.Table(ForecastMeasure.StepsFile) is not { } table)
            return [];
        return !HasColumn(table, Target) ? Steps(run, table, "") : table.Rows.GroupBy(row => row[0].Text).Take(MostFans)
            .SelectMany(target => Steps(run, table with { Rows = [.. target] }, $", {target.Key}"));
    }

    static IEnumerable<Chart> Steps(RunFiles run, Table table, string of)
    {
        if (table.Rows.Count < 2)
            yield break;
        double[] steps = RunFiles.Numbers(table, Step);
        Series Line(string name, double[] values) => new(name, Mark.Line, [.. steps.Zip(values, (step, value) => new Point(step, value))]);
        if (HasColumn(table, ModelError))
            yield return new XyChart("Mean absolute error by step ahead" + of, s_ahead, new Axis("mean absolute error"),
            [
                Line(Model, RunFiles.Numbers(table, ModelError)),
                .. s_shown.Where(name => HasColumn(table, name + ErrorEnding))
                    .Select(name => Line(MetricName.InWords(name), RunFiles.Numbers(table, name + ErrorEnding))),
            ]);
        if (HasColumn(table, Smape))
            yield return new XyChart("sMAPE by step ahead", s_ahead, new Axis("sMAPE"), [Line(Model, RunFiles.Numbers(table, Smape))]);
        double? wanted = run.Configuration switch
        {
            ForecastConfiguration forecast => forecast.Coverage,
            SmoothingConfiguration smoothing => smoothing.Interval / 100,
            _ => null,
        };
        if (wanted is { } share && HasColumn(table, Coverage))
            yield return new XyChart("Share inside the interval by step ahead" + of, s_ahead, new Axis("share"),
            [
                Line("what the interval is to hold", [.. steps.Select(_ => share)]) with { IsQuiet = true },
                Line("measured", RunFiles.Numbers(table, Coverage)),
            ]);
    }

    static bool IsOfSeries(RunFiles run) => run.Configuration is ForecastConfiguration or SmoothingConfiguration;

    static bool HasColumn(Table table, string name) => table.Columns.Any(column => column.Name == name);

    /// <summary>The series and the target, the first two columns.</summary>
    static (string Series, string Target) Key(IReadOnlyList<Cell> row) => (row[0].Text, row[1].Text);

    static string Title((string Series, string Target) one) => one.Target == Value || one.Target == one.Series ? one.Series : $"{one.Series}, {one.Target}";
}

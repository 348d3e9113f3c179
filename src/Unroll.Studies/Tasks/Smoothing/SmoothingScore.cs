using System.Globalization;
using Unroll.Forecasting;
using Unroll.Forecasting.Hybrid;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;
using Unroll.Studies.Tasks.Forecasts;

namespace Unroll.Studies.Tasks.Smoothing;

/// <summary>The scores of a test by the rules of the M4 competition, beside its statistical benchmarks, and the tables of a run.</summary>
static class SmoothingScore
{
    const string StepsFile = "steps.csv";

    /// <summary>Series whose windows are kept.</summary>
    const int MostWindows = 12;

    /// <summary>A table that a spreadsheet still opens.</summary>
    const int MostRows = 100_000;

    /// <summary>How metrics of the benchmarks begin, in the order of <see cref="Baselines.M4"/>.</summary>
    static readonly string[] s_benchmarks = ["naive", "seasonalNaive", "naive2", "ses", "holt", "damped", "theta", "comb"];

    /// <summary>The tables in the run folder.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [ForecastTable.FileName, ForecastTable.WindowsFile, StepsFile, ForecastMeasure.BaselinesFile];

    /// <summary>The names of the metrics beside the losses.</summary>
    public static IEnumerable<string> MetricNames(SmoothingData data) =>
        ["owa", "smape", "mase", "coverage", "msis", .. Benchmarks(data, season: 1).Select(one => $"{one.Name}Owa")];

    /// <summary>Scores the forecasts of a test.</summary>
    public static Evaluation Of(
        SmoothingConfiguration configuration, SmoothingData data, SmoothingForecast[] forecasts, IReadOnlyList<MetricValue> losses)
    {
        int season = configuration.ScoredSeason;
        double[][] training = [.. data.Values.Zip(data.Learned, (values, learned) => values[..learned])];
        double[][] actual = [.. data.Values.Zip(data.Learned, (values, learned) => values[learned..])];
        double[][] Forecast(Baseline baseline) => [.. training.Select(values => baseline.Forecast(values, configuration.Horizon))];
        CompetitionScore Score(IReadOnlyList<double[]> own) => CompetitionScore.Of(training, actual, own, season);
        CompetitionScore score = Score([.. forecasts.Select(forecast => forecast.Point)]);
        (string Name, CompetitionScore Score)[] others = [.. Benchmarks(data, season).Select(one => (one.Name, Score(Forecast(one.Baseline))))];
        double coverage = forecasts.Select((forecast, row) => IntervalMeasures.Coverage(actual[row], forecast.Lower, forecast.Upper)).Average();
        double msis = forecasts.Select((forecast, row) =>
            IntervalMeasures.Msis(actual[row], forecast.Lower, forecast.Upper, training[row], season, 1 - (configuration.Interval / 100))).Average();
        return new Evaluation(
        [
            .. losses, new MetricValue("owa", score.Owa), new MetricValue("smape", score.Smape), new MetricValue("mase", score.Mase),
            new MetricValue("coverage", coverage), new MetricValue("msis", msis),
            .. others.Select(other => new MetricValue($"{other.Name}Owa", other.Score.Owa)),
        ])
        {
            Tables = new Dictionary<string, Table>
            {
                [ForecastTable.FileName] = Forecasts(data, forecasts, season, Forecast(season > 1 ? new SeasonalNaive(season) : new Naive())),
                [ForecastTable.WindowsFile] = Windows(configuration, data),
                [StepsFile] = Steps(actual, forecasts),
                [ForecastMeasure.BaselinesFile] = Compared([("model", score), .. others]),
            },
            Remarks = data.Values.Length * (long)configuration.Horizon <= MostRows ? [] : [string.Create(CultureInfo.InvariantCulture,
                $"{ForecastTable.FileName} has the first {MostRows:N0} values of the test; the metrics are those of all")],
        };
    }

    /// <summary>The competition's benchmarks that every series is long enough for.</summary>
    static IEnumerable<(string Name, Baseline Baseline)> Benchmarks(SmoothingData data, int season) =>
        s_benchmarks.Zip(Baselines.M4(season)).Where(one => one.Second.MinimumLength <= data.Learned.Min());

    static Table Compared(IEnumerable<(string Name, CompetitionScore Score)> all) => new(
        [Column.Text("forecast"), Column.Number("smape"), Column.Number("mase"), Column.Number("owa")],
        [.. all.Select(one => (Cell[])[one.Name, one.Score.Smape, one.Score.Mase, one.Score.Owa])]);

    /// <summary>sMAPE and the share of values inside their intervals by step ahead.</summary>
    static Table Steps(double[][] actual, SmoothingForecast[] forecasts) => new(
        [Column.Number("step"), Column.Number("smape"), Column.Number("coverage")],
        [.. Enumerable.Range(0, actual[0].Length).Select(step => (Cell[])
        [
            step + 1,
            actual.Zip(forecasts, (came, forecast) => PointMeasures.Smape([came[step]], [forecast.Point[step]])).Average(),
            actual.Zip(forecasts, (came, forecast) => came[step] >= forecast.Lower[step] && came[step] <= forecast.Upper[step] ? 1.0 : 0).Average(),
        ])]);

    static Table Forecasts(SmoothingData data, SmoothingForecast[] forecasts, int season, double[][] simplest) => new(
        [
            Column.Text("series"), Column.Text("target"), Column.Text("time"), Column.Number("step"), Column.Number("actual"), Column.Number("predicted"),
            Column.Number("lower"), Column.Number("upper"), Column.Number(season > 1 ? "seasonalNaive" : "naive"),
        ],
        [.. data.Series.SelectMany((series, row) => Enumerable.Range(0, simplest[row].Length).Select(step => (Cell[])
        [
            series.Name, data.Column, ForecastTable.TimeOf(series, data.Learned[row] + step), step + 1, data.Values[row][data.Learned[row] + step],
            forecasts[row].Point[step], forecasts[row].Lower[step], forecasts[row].Upper[step], simplest[row][step],
        ])).Take(MostRows)]);

    static Table Windows(SmoothingConfiguration configuration, SmoothingData data) => new(
        [Column.Text("series"), Column.Text("target"), Column.Text("time"), Column.Number("value")],
        [.. data.Series.Take(MostWindows).SelectMany((series, row) =>
        {
            int first = Math.Max(0, data.Learned[row] - configuration.Window);
            return Enumerable.Range(first, data.Learned[row] - first)
                .Select(step => (Cell[])[series.Name, data.Column, ForecastTable.TimeOf(series, step), data.Values[row][step]]);
        })]);
}

using Unroll.Studies.Forecasts;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Tasks.Stocks;

/// <summary>The forecast of one share over a test, in dollars a share.</summary>
/// <param name="Share">Its name.</param>
/// <param name="Actual">The closes that came.</param>
/// <param name="Predicted">The forecast.</param>
/// <param name="Previous">The closes of the days before: the naive forecast.</param>
/// <param name="Baselines">The forecasts of the baselines, the naive one first.</param>
sealed record StocksForecast(string Share, double[] Actual, double[] Predicted, double[] Previous, IReadOnlyList<BaselineForecast> Baselines)
{
    static readonly (string Name, Func<ForecastMetrics, double> Of)[] s_figures =
    [
        ("rmse", metrics => metrics.Rmse), ("mae", metrics => metrics.Mae), ("mape", metrics => metrics.Mape), ("rSquared", metrics => metrics.RSquared),
    ];

    const string DirectionalAccuracy = "directionalAccuracy", Skill = "skill";

    static readonly string[] s_columns = ["actual", "predicted", "naive"];

    /// <summary>The table of <see cref="Evaluate"/>.</summary>
    public const string File = "predictions.csv";

    /// <summary>The names of the metrics of a share.</summary>
    public static IEnumerable<string> Names(string share) =>
        s_figures.SelectMany(figure => new[] { figure.Name, NaiveName(figure.Name) })
            .Concat([DirectionalAccuracy, Skill, .. BaselineComparison.Names.Skip(1).Select(BaselineComparison.RmseOf), BaselineComparison.Probability])
            .Select(name => $"{name}.{share}");

    /// <summary>The metrics of all shares beside those of the naive forecast, and the table behind them.</summary>
    /// <param name="losses">The losses, first in the list.</param>
    /// <param name="dates">The days of the test.</param>
    /// <param name="forecasts">One a share.</param>
    public static Evaluation Evaluate(IReadOnlyList<MetricValue> losses, IReadOnlyList<DateOnly> dates, IReadOnlyList<StocksForecast> forecasts)
    {
        var metrics = new List<MetricValue>(losses);
        foreach (StocksForecast forecast in forecasts)
            metrics.AddRange(forecast.Metrics());
        IEnumerable<Column> columns = forecasts.SelectMany(forecast => s_columns.Select(column => Column.Number($"{forecast.Share} {column}")));
        IEnumerable<Cell[]> rows = dates.Select((date, day) => (Cell[])
            [date.ToString("yyyy-MM-dd"),
                .. forecasts.SelectMany(forecast => (Cell[])[forecast.Actual[day], forecast.Predicted[day], forecast.Previous[day]])]);
        var table = new Table([Column.Text("date"), .. columns], [.. rows]);
        return new Evaluation(metrics)
        {
            Tables = new Dictionary<string, Table> { [File] = table },
            Remarks = [.. forecasts.Select(forecast => forecast.Comparison.Describe(forecast.Share))],
        };
    }

    /// <summary>Forecasts of one share, one behind another, beside the baselines that all of them have.</summary>
    public static StocksForecast Join(IReadOnlyList<StocksForecast> parts) => new(
        parts[0].Share, [.. parts.SelectMany(part => part.Actual)], [.. parts.SelectMany(part => part.Predicted)],
        [.. parts.SelectMany(part => part.Previous)],
        [
            .. from baseline in parts.SelectMany(part => part.Baselines)
               group baseline.Values by baseline.Name into values
               where values.Count() == parts.Count
               select new BaselineForecast(values.Key, [.. values.SelectMany(part => part)]),
        ]);

    BaselineComparison Comparison => BaselineComparison.From(Baselines, Actual, Predicted);

    ForecastMetrics Model => ForecastMetrics.Measure(Actual, Predicted, Previous);

    ForecastMetrics Naive => ForecastMetrics.Naive(Actual, Previous);

    static string NaiveName(string name) => "naive" + char.ToUpperInvariant(name[0]) + name[1..];

    IEnumerable<MetricValue> Metrics()
    {
        ForecastMetrics model = Model, naive = Naive;
        foreach ((string name, Func<ForecastMetrics, double> of) in s_figures)
        {
            yield return new MetricValue(name, of(model), Share);
            yield return new MetricValue(NaiveName(name), of(naive), Share);
        }

        // The naive forecast names no way.
        yield return new MetricValue(DirectionalAccuracy, model.DirectionalAccuracy ?? double.NaN, Share);
        yield return new MetricValue(Skill, model.SkillAgainst(naive) ?? double.NaN, Share);
        BaselineComparison comparison = Comparison;
        foreach ((string name, double rmse) in comparison.Baselines.Skip(1))
            yield return new MetricValue(BaselineComparison.RmseOf(name), rmse, Share);
        yield return new MetricValue(BaselineComparison.Probability, comparison.P, Share);
    }
}

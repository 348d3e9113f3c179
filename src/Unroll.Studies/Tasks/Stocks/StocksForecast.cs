using Unroll.Studies.Forecasts;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Tasks.Stocks;

/// <summary>The forecast of one share over a test, in dollars a share.</summary>
/// <param name="Share">Its name.</param>
/// <param name="Actual">The closes that came.</param>
/// <param name="Predicted">The forecast.</param>
/// <param name="Previous">The closes of the days before: the naive forecast.</param>
sealed record StocksForecast(string Share, double[] Actual, double[] Predicted, double[] Previous)
{
    static readonly (string Name, Func<ForecastFigures, double> Of)[] s_figures =
    [
        ("rmse", figures => figures.Rmse), ("mae", figures => figures.Mae), ("mape", figures => figures.Mape), ("rSquared", figures => figures.RSquared),
    ];

    static readonly string[] s_columns = ["actual", "predicted", "naive"];

    /// <summary>The figures of all shares beside those of the naive forecast, and the table behind them.</summary>
    /// <param name="losses">The losses, first in the list.</param>
    /// <param name="dates">The days of the test.</param>
    /// <param name="forecasts">One a share.</param>
    public static Evaluation Evaluate(IReadOnlyList<Figure> losses, IReadOnlyList<DateOnly> dates, IReadOnlyList<StocksForecast> forecasts)
    {
        var figures = new List<Figure>(losses);
        foreach (StocksForecast forecast in forecasts)
            figures.AddRange(forecast.Figures());
        IEnumerable<Column> columns = forecasts.SelectMany(forecast => s_columns.Select(column => Column.Number($"{forecast.Share} {column}")));
        IEnumerable<Cell[]> rows = dates.Select((date, day) => (Cell[])
            [date.ToString("yyyy-MM-dd"),
                .. forecasts.SelectMany(forecast => (Cell[])[forecast.Actual[day], forecast.Predicted[day], forecast.Previous[day]])]);
        var table = new Table([Column.Text("date"), .. columns], [.. rows]);
        return new Evaluation(figures) { Tables = new Dictionary<string, Table> { ["predictions.csv"] = table } };
    }

    /// <summary>Forecasts of one share, one behind another.</summary>
    public static StocksForecast Join(IReadOnlyList<StocksForecast> parts) => new(
        parts[0].Share, [.. parts.SelectMany(part => part.Actual)], [.. parts.SelectMany(part => part.Predicted)],
            [.. parts.SelectMany(part => part.Previous)]);

    IEnumerable<Figure> Figures()
    {
        ForecastFigures model = ForecastFigures.Measure(Actual, Predicted, Previous), naive = ForecastFigures.Naive(Actual, Previous);
        foreach ((string name, Func<ForecastFigures, double> of) in s_figures)
        {
            yield return new Figure(name, of(model), Share);
            yield return new Figure("naive" + char.ToUpperInvariant(name[0]) + name[1..], of(naive), Share);
        }

        // The naive forecast names no way.
        yield return new Figure("directionalAccuracy", model.DirectionalAccuracy ?? double.NaN, Share);
        yield return new Figure("skill", model.SkillAgainst(naive) ?? double.NaN, Share);
    }
}

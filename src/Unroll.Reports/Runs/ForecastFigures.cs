using Unroll.Studies.Forecasts;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Runs;

/// <summary>How good the forecasts are, a column a share, each figure beside those of the baselines.</summary>
static class ForecastFigures
{
    static readonly (string Name, string Title)[] s_figures =
    [
        ("rmse", "RMSE"), ("mae", "MAE"), ("mape", "MAPE, %"), ("rSquared", "R²"), ("directionalAccuracy", "direction right"), ("skill", "skill"),
        ("dieboldMarianoP", "p beside the best baseline"),
    ];

    static readonly (string Name, string Title)[] s_all =
    [
        .. s_figures.SelectMany(figure => new[] { figure }.Concat(BaselineComparison.Names.Select(name =>
            (name + char.ToUpperInvariant(figure.Name[0]) + figure.Name[1..], $"{figure.Title}, {name}")))),
    ];

    /// <summary>Whether the table has the metric.</summary>
    public static bool Holds(string metric) => s_all.Any(figure => figure.Name == metric.Split('.', 2)[0]);

    /// <summary>The table; null where nothing is forecast.</summary>
    public static Table? Of(RunRecord? record)
    {
        if (record is null || !record.Metrics.Keys.Any(key => key.Split('.', 2)[0] == s_figures[0].Name))
            return null;
        string[] shares = [.. record.Metrics.Keys.Where(Holds).Select(Share).Distinct()];
        (string Name, string Title)[] figures = [.. s_all.Where(figure => shares.Any(share => record.Metrics.ContainsKey(Key(figure.Name, share))))];
        bool isNamed = shares.Any(share => share.Length > 0);
        var table = new Table(
            [.. isNamed ? [Column.Text("share")] : (Column[])[], .. figures.Select(figure => Column.Number(figure.Name) with { Title = figure.Title })],
            [.. shares.Select(share => (Cell[])
            [
                .. isNamed ? [share.Length == 0 ? "all" : share] : (Cell[])[], .. figures.Select(figure => Value(record, figure.Name, share)),
            ])]);
        return table.Transpose(isNamed ? 1 : 0, "figure", "value");
    }

    static Cell Value(RunRecord record, string name, string share) => record.Metrics.GetValueOrDefault(Key(name, share)) ?? double.NaN;

    static string Share(string key) => key.Split('.', 2) is [_, var share] ? share : "";

    static string Key(string name, string share) => share.Length == 0 ? name : $"{name}.{share}";
}

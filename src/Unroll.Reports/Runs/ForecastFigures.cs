using Unroll.Studies.Runs;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Runs;

/// <summary>How good the forecasts are, a row a share, each figure beside that of the naive forecast.</summary>
static class ForecastFigures
{
    static readonly (string Name, string Title)[] s_figures =
        [("rmse", "RMSE"), ("mae", "MAE"), ("mape", "MAPE, %"), ("rSquared", "R²"), ("directionalAccuracy", "direction right"), ("skill", "skill")];

    static readonly string[] s_names = [.. s_figures.SelectMany(figure => new[] { figure.Name, Naive(figure.Name) })];

    /// <summary>Whether the table has the metric.</summary>
    public static bool Holds(string metric) => s_names.Contains(metric.Split('.', 2)[0]);

    /// <summary>The table; null where nothing is forecast.</summary>
    public static Table? Of(RunRecord? record)
    {
        if (record is null || !record.Metrics.Keys.Any(key => key.Split('.', 2)[0] == s_figures[0].Name))
            return null;
        string[] shares = [.. record.Metrics.Keys.Where(Holds).Select(Share).Distinct()];
        string[] names = [.. s_names.Where(name => shares.Any(share => record.Metrics.ContainsKey(Key(name, share))))];
        bool isNamed = shares.Any(share => share.Length > 0);
        return new Table(
            [.. isNamed ? [Column.Text("share")] : (Column[])[], .. names.Select(name => Column.Number(name) with { Title = Title(name) })],
            [.. shares.Select(share => (Cell[])
                [.. isNamed ? [share] : (Cell[])[], .. names.Select(name => (Cell)(record.Metrics.GetValueOrDefault(Key(name, share)) ?? double.NaN))])]);
    }

    static string Share(string key) => key.Split('.', 2) is [_, var share] ? share : "";

    static string Key(string name, string share) => share.Length == 0 ? name : $"{name}.{share}";

    static string Naive(string name) => "naive" + char.ToUpperInvariant(name[0]) + name[1..];

    static string Title(string name)
    {
        (string own, string title) = s_figures.First(figure => figure.Name == name || Naive(figure.Name) == name);
        return own == name ? title : $"{title}, naive";
    }
}

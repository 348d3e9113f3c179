using Unroll.Studies.Tables;

namespace Unroll.Studies.Runs;

/// <summary>Metrics of a run as tables.</summary>
public static class MetricTable
{
    const string Training = "training";
    const string Validation = "validation";

    /// <summary>One row per metric, one column for each thing that has metrics of its own: a share, a word.</summary>
    public static Table Of(IReadOnlyList<MetricValue> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        string[] things = [.. metrics.Select(metric => metric.Of).Distinct()], names = [.. metrics.Select(metric => metric.Name).Distinct()];
        ILookup<(string, string), MetricValue> found = metrics.ToLookup(metric => (metric.Name, metric.Of));
        Cell Value(string name, string thing) => found[(name, thing)].FirstOrDefault() is { } metric ? metric.Value : default(Cell);

        // Many things that have one metric each read better one below the other.
        string all = things.Length == 1 ? "value" : "all";
        string Title(string thing) => thing.Length == 0 ? all : thing;
        return names.Length < things.Length
            ? new Table([Column.Text(""), .. names.Select(name => Column.Number(MetricName.InWords(name)))],
                [.. things.Select(thing => (Cell[])[Title(thing), .. names.Select(name => Value(name, thing))])])
            : new Table([Column.Text("metric"), .. things.Select(thing => Column.Number(Title(thing)))],
                [.. names.Select(name => (Cell[])[MetricName.InWords(name), .. things.Select(thing => Value(name, thing))])]);
    }

    /// <summary>The metrics of an evaluation: those of the model, and where it is seen beside others a table with a row for each of them.</summary>
    public static IReadOnlyList<Table> Of(Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ILookup<string, MetricValue> of = evaluation.Metrics.ToLookup(metric => evaluation.Beside.FirstOrDefault(name => IsOf(metric, name)) ?? "");
        string[] names = [.. evaluation.Beside.SelectMany(name => of[name].Select(metric => metric.Name[name.Length..])).Distinct()];
        if (names.Length == 0)
            return [Of(evaluation.Metrics)];
        Cell[] Row(string title, string prefix, IEnumerable<MetricValue> metrics) =>
        [
            MetricName.InWords(title), .. names.Select(name => metrics.FirstOrDefault(metric =>
                metric.Of.Length == 0 && string.Equals(metric.Name, prefix + name, StringComparison.OrdinalIgnoreCase)) is { } found
                    ? found.Value : default(Cell)),
        ];
        return
        [
            Of([.. of[""]]),
            new Table([Column.Text("forecast"), .. names.Select(name => Column.Number(MetricName.InWords(char.ToLowerInvariant(name[0]) + name[1..])))],
                [Row("model", "", of[""]), .. evaluation.Beside.Select(name => Row(name, name, of[name]))]),
        ];
    }

    static bool IsOf(MetricValue metric, string name) =>
        metric.Name.StartsWith(name, StringComparison.Ordinal) && metric.Name.Length > name.Length && char.IsUpper(metric.Name[name.Length]);

    /// <summary>The metrics of an epoch: one row each, those of training and of the held-out part side by side.</summary>
    public static Table OfEpoch(IReadOnlyDictionary<string, double> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        Cell Value(string name) => metrics.GetValueOrDefault(name, double.NaN);
        Cell[] Row(string name) => metrics.ContainsKey(name)
            ? [MetricName.InWords(name), Value(name), ""]
            : [MetricName.InWords(char.ToLowerInvariant(name[0]) + name[1..]), Value(Training + name), Value(Validation + name)];
        IEnumerable<string> names = metrics.Keys.Select(key => Part(key) is { } part ? key[part.Length..] : key).Distinct();
        return new Table([Column.Text("metric"), Column.Number(Training), Column.Number(Validation)], [.. names.Select(Row)]);
    }

    /// <summary>The part of the data on which a metric was computed; null where it is about the history of the training.</summary>
    internal static string? Part(string key) => new[] { Training, Validation }.FirstOrDefault(part => key.StartsWith(part, StringComparison.Ordinal));
}

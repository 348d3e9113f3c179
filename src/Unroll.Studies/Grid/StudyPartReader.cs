using System.Text.Json;
using Unroll.Naming;

namespace Unroll.Studies.Grid;

/// <summary>Reads what a study reports: comparison, plots, tables, published metrics and facts; the axes that they name must exist.</summary>
sealed class StudyPartReader(string source, IReadOnlyList<StudyAxis> axes)
{
    readonly AxisNames _names = new(source, axes);

    public IReadOnlyList<StudyAxis> Axes => axes.GroupBy(axis => axis.Name).FirstOrDefault(group => group.Count() > 1) is { } twice
        ? throw new InputException($"{source}: $.axes: two axes have the name '{twice.Key}'")
        : axes;

    public IReadOnlyList<string> Texts(ConfigurationReader reader, string name) => StudyElement.Texts(reader, name, source, "$");

    public StudyComparison Comparison(JsonElement element)
    {
        const string Path = "$.compare";
        var reader = new ConfigurationReader(element, $"{source}: {Path}");
        IReadOnlyList<string> within = StudyElement.Texts(reader, "within", source, Path);
        for (int place = 0; place < within.Count; place++)
            _names.Require(within[place], $"{Path}.within[{place}]");
        bool higher = reader.Has("better")
            ? StudyElement.Word(reader, "better", false, ("higher", true), ("lower", false))
            : throw new InputException($"{source}: {Path}: \"better\" is missing; say higher or lower");
        var comparison = new StudyComparison(reader.Text("figure"), higher, within);
        reader.RequireAllTaken();
        return comparison;
    }

    public IReadOnlyList<StudyPlot> Plots(ConfigurationReader study) => StudyElement.Each(study, "plots", source, (reader, path) =>
    {
        PlotKind kind = StudyElement.Word(reader, "kind", PlotKind.History, ("history", PlotKind.History), ("axis", PlotKind.Axis),
            ("data", PlotKind.Data));
        string x = reader.Text("x", ""), series = reader.Text("series", "");
        if (kind == PlotKind.Axis || x.Length > 0)
            _names.Require(x, $"{path}.x");
        if (series.Length > 0)
            _names.Require(series, $"{path}.series");
        bool logarithmic = StudyElement.Word(reader, "scale", false, ("linear", false), ("log", true));
        return new StudyPlot(reader.Text("title"), kind, reader.Text("figure"), x, series, logarithmic);
    });

    public IReadOnlyList<StudyText> Tables(ConfigurationReader study) =>
        StudyElement.Each(study, "texts", source, (reader, _) => new StudyText(
            reader.Text("title"), reader.Text("file"), StudyElement.Word(reader, "as", TextForm.Table,
                ("table", TextForm.Table), ("heatmap", TextForm.HeatMap), ("bars", TextForm.Bars))));

    public IReadOnlyList<PublishedMetric> Published(ConfigurationReader study) => StudyElement.Each(study, "published", source, (reader, path) =>
    {
        var where = _names.Where(reader, path).ToDictionary(one => one.Key, one => one.Value.Count == 1 ? one.Value[0]
            : throw new InputException($"{source}: {path}.where.{one.Key}: one value is expected"));
        double? value = reader.Has("value") ? reader.Number("value") : null, deviation = reader.Has("deviation") ? reader.Number("deviation") : null;
        string text = reader.Text("text", "");
        if (value is null && text.Length == 0)
            throw new InputException($"{source}: {path}: a published metric needs a \"value\" or a \"text\"");
        return new PublishedMetric(where, reader.Text("figure"), value, deviation, text);
    });

    public IReadOnlyList<StudyFacts> Facts(ConfigurationReader study) => StudyElement.Each(study, "facts", source, (reader, path) =>
    {
        StudyAxis axis = _names.Require(reader.Text("axis"), $"{path}.axis");
        IReadOnlyList<string> columns = StudyElement.Texts(reader, "columns", source, path);
        JsonElement element = reader.Object("rows");
        var rows = new ConfigurationReader(element, $"{source}: {path}.rows");
        var facts = new Dictionary<string, IReadOnlyList<string>>();
        foreach (JsonProperty row in element.EnumerateObject())
        {
            facts[_names.RequireValue(axis, row.Name, $"{path}.rows")] = StudyElement.Texts(rows, row.Name, source, $"{path}.rows");
            if (facts[row.Name].Count != columns.Count)
                throw new InputException($"{source}: {path}.rows.{row.Name}: {facts[row.Name].Count} texts; the table has {columns.Count} columns");
        }

        return new StudyFacts(reader.Text("title"), axis.Name, columns, facts);
    });
}

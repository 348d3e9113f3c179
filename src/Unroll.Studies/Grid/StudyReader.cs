using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Naming;

namespace Unroll.Studies.Grid;

/// <summary>Reads a study from JSON. What it does not know is an error, told in one line with the file and the JSON path.</summary>
public static class StudyReader
{
    const int MostCells = 10_000;
    const int MostRepeats = 1_000;
    const string Whole = "full";
    const string Quick = "quick";
    const string Folder = "folder";

    static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };
    static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">There is no such file, or it is no study.</exception>
    public static Study ReadFile(string path) => File.Exists(path)
        ? Read(File.ReadAllText(path), path, Path.GetDirectoryName(Path.GetFullPath(path))!)
        : throw new InputException($"{path}: there is no such file");

    /// <summary>Reads a study.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">The file, for messages.</param>
    /// <param name="folder">The folder from which relative paths of data are seen; empty to leave them as they are.</param>
    /// <exception cref="InputException">It is no study.</exception>
    public static Study Read(string json, string source, string folder = "")
    {
        try
        {
            using JsonDocument document = StrictJson.Parse(json, JsonCommentHandling.Skip);
            return Read(document.RootElement, json, source, folder);
        }
        catch (JsonException error)
        {
            throw new InputException($"{source}: not JSON: {JsonMistake.Of(error, json)}", error);
        }
        catch (InvalidDataException error)
        {
            throw new InputException(error.Message, error);
        }
    }

    static Study Read(JsonElement root, string json, string source, string folder)
    {
        var reader = new ConfigurationReader(StudyElement.Object(root, source, "$"), $"{source}: $");
        JsonElement settings = reader.Object("base");
        var common = new ConfigurationReader(settings, $"{source}: $.base");
        string task = common.Text("task");
        var known = new SettingReader(task, source, "$.base.task");
        var axes = new StudyAxisReader(known, source);
        var parts = new StudyPartReader(source, [.. reader.List("axes").Select((axis, place) => axes.Read(axis, $"$.axes[{place}]"))]);
        var study = new Study(
            reader.Text("name"), reader.Text("title"), reader.Text("question"), task, Base(known, settings, "$.base"), parts.Texts(reader, "figures"))
        {
            File = source,
            Folder = reader.Has(Folder) ? Path.GetFullPath(Path.Combine(folder, reader.Text(Folder))) : folder,
            Source = reader.Text("source", ""),
            Axes = parts.Axes,
            Encoders = reader.Has(StudyEncoderReader.Member) ? new StudyEncoderReader(source).Read(reader.Object(StudyEncoderReader.Member)) : [],
            Repeats = reader.Integer("repeats", 1),
            Seed = reader.LongInteger("seed", 1),
            IsTimed = reader.Flag("timed", false),
            KeepsCheckpoints = reader.Flag("keepCheckpoints", false),
            Comparison = reader.Has("compare") ? parts.Comparison(reader.Object("compare")) : null,
            Plots = parts.Plots(reader),
            Texts = parts.Tables(reader),
            Published = parts.Published(reader),
            Facts = parts.Facts(reader),
            Claims = new ClaimReader(source, parts.Axes).Read(reader),
            Notes = parts.Texts(reader, "notes"),
            IsQuick = StudyElement.Word(reader, "form", false, (Whole, false), (Quick, true)),
            Json = json,
        };
        Check(study, source, "$");
        JsonElement? quick = reader.Has(Quick) ? reader.Object(Quick) : null;
        reader.RequireAllTaken();
        return quick is { } form ? study with { Quick = ReadQuick(study, form, known, axes, source) } : study;
    }

    static Dictionary<string, JsonElement> Base(SettingReader known, JsonElement settings, string path) => settings.EnumerateObject()
        .Where(setting => setting.Name != "task")
        .ToDictionary(setting => setting.Name, setting => known.Read(setting.Name, setting.Value, $"{path}.{setting.Name}"));

    /// <summary>The quick form is a study of its own, with the settings of both.</summary>
    static Study ReadQuick(Study study, JsonElement form, SettingReader known, StudyAxisReader axes, string source)
    {
        const string Path = "$.quick";
        var reader = new ConfigurationReader(form, $"{source}: {Path}");
        var common = new Dictionary<string, JsonElement>(study.Base);
        if (reader.Has("base"))
            foreach ((string name, JsonElement value) in known.ReadAll(reader.Object("base"), $"{Path}.base"))
                common[name] = value;
        StudyAxis[] quick = [.. study.Axes];
        foreach (JsonProperty axis in reader.Has("axes") ? reader.Object("axes").EnumerateObject() : default)
        {
            int place = Array.FindIndex(quick, known => known.Name == axis.Name);
            if (place < 0)
                throw UnknownAxis(study.Axes, axis.Name, source, $"{Path}.axes");
            quick[place] = axes.ReadQuick(quick[place], axis.Value, $"{Path}.axes.{axis.Name}");
        }

        bool IsKept(PublishedMetric metric) =>
            metric.Where.All(where => quick.First(axis => axis.Name == where.Key).Values.Any(value => value.Name == where.Value));
        int repeats = reader.Integer("repeats", study.Repeats);
        IReadOnlyList<StudyEncoder> encoders = reader.Has(StudyEncoderReader.Member)
            ? new StudyEncoderReader(source).ReadQuick(study.Encoders, reader.Object(StudyEncoderReader.Member), $"{Path}.{StudyEncoderReader.Member}")
            : study.Encoders;
        reader.RequireAllTaken();
        var made = study with
        {
            Base = common,
            Axes = quick,
            Encoders = encoders,
            Repeats = repeats,
            IsQuick = true,
            Published = [.. study.Published.Where(IsKept)],
            Facts = [.. study.Facts.Select(facts => facts.In(quick))],
            Claims = [.. study.Claims.Select(claim => claim.In(quick))],
        };
        made = made with { Json = QuickJson(study, made, IsKept) };
        Check(made, source, Path);
        return made;
    }

    /// <summary>The JSON of the quick form, for its study.json: that of the study with other settings and axes, and without what names other values.</summary>
    static string QuickJson(Study study, Study made, Func<PublishedMetric, bool> isKept)
    {
        var json = (JsonObject)JsonNode.Parse(study.Json, documentOptions: s_options)!;
        json.Remove(Quick);
        json["form"] = Quick;
        foreach ((string name, JsonElement value) in made.Base)
            json["base"]![name] = StudyElement.Node(value);
        json["repeats"] = made.Repeats;
        if (made.Encoders.Count > 0)
            json[StudyEncoderReader.Member] = StudyEncoderReader.ToJson(made.Encoders);
        json["axes"] = new JsonArray([.. made.Axes.Select(StudyAxisReader.ToJson)]);
        if (json["published"] is JsonArray published)
            foreach (int place in Enumerable.Range(0, published.Count).Reverse().Where(place => !isKept(study.Published[place])))
                published.RemoveAt(place);
        for (int place = 0; place < study.Claims.Count; place++)
            if (!ReferenceEquals(made.Claims[place], study.Claims[place]))
                json["claims"]![place] = new JsonObject { ["text"] = made.Claims[place].Text, ["note"] = made.Claims[place].Note };
        for (int place = 0; place < study.Facts.Count; place++)
            foreach (string value in study.Facts[place].Rows.Keys.Except(made.Facts[place].Rows.Keys))
                ((JsonObject)json["facts"]![place]!["rows"]!).Remove(value);
        return json.ToJsonString(s_indented);
    }

    /// <summary>The JSON of a study for the folder of its trainings: relative paths of data are still seen from where it was read.</summary>
    internal static string SavedJson(Study study)
    {
        if (study.Folder.Length == 0)
            return study.Json;
        var json = (JsonObject)JsonNode.Parse(study.Json, documentOptions: s_options)!;
        json[Folder] = study.Folder;
        return json.ToJsonString(s_indented);
    }

    internal static InputException UnknownAxis(IEnumerable<StudyAxis> axes, string name, string source, string path)
    {
        string[] names = [.. axes.Select(axis => axis.Name)];
        return new InputException(NearestName.Clause($"{source}: {path}: the study has no axis '{name}'", name, names));
    }

    /// <summary>What only shows when all is read: names, numbers, and every cell of the grid as its task checks it.</summary>
    static void Check(Study study, string source, string path)
    {
        if (study.Name.Length == 0 || !study.Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
            throw new InputException($"{source}: $.name: '{study.Name}' names a folder: letters, digits, - and _ only");
        if (study.Repeats is < 1 or > MostRepeats)
            throw new InputException($"{source}: {path}.repeats: {study.Repeats} trainings of a cell; 1 to {MostRepeats} are possible");
        if (study.Metrics.Count == 0)
            throw new InputException($"{source}: $.figures: at least one metric is needed");
        if (!study.IsTimed && study.Metrics.FirstOrDefault(TrialResult.IsTime) is { } time)
            throw new InputException(
                $"{source}: $.figures: '{time}' is a time, and the study is not timed; set \"timed\": true, then one training runs at a time");
        if (study.Comparison is { } comparison)
            RequireFigure(study, comparison.Metric, source, "$.compare.figure");
        for (int place = 0; place < study.Published.Count; place++)
            if (study.Published[place].Value is not null)
                RequireFigure(study, study.Published[place].Metric, source, $"$.published[{place}].figure");
        for (int place = 0; place < study.Claims.Count; place++)
            foreach (ClaimCheck check in study.Claims[place].Checks.Take(1))
                RequireFigure(study, check.Metric, source, $"$.claims[{place}].figure");
        if (study.Axes.Aggregate(1L, (cells, axis) => Math.Min(cells * axis.Values.Count, int.MaxValue)) > MostCells)
            throw new InputException($"{source}: {path}.axes: the grid has more than {MostCells} cells");
        IReadOnlyList<StudyCell> all = study.Cells;
        if (all.GroupBy(cell => cell.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InputException($"{source}: {path}.axes: two cells would have the folder {twice.Key}; give their values other names");
        foreach (StudyCell cell in all)
        {
            try
            {
                cell.Configuration.Check();
            }
            catch (InputException error)
            {
                throw new InputException($"{source}: {path}: the cell {cell.Name}: {error.Message}", error);
            }
        }
    }

    /// <summary>A number to compare, or to stand beside ours, must be reported.</summary>
    static void RequireFigure(Study study, string metric, string source, string path)
    {
        if (study.Metrics.Contains(metric))
            return;
        string hint = NearestName.Hint(metric, study.Metrics);
        throw new InputException($"{source}: {path}: '{metric}' is not among the study's metrics: {string.Join(", ", study.Metrics)}{hint}");
    }
}

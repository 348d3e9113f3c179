using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Naming;
using Unroll.Studies.Grid;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tuning;

/// <summary>Reads a tuning from JSON. What it does not know is an error, told in one line with the file and the JSON path.</summary>
public static class TuningReader
{
    const int MostTrials = 100_000, MostRepeats = 100, MostParallel = 64, MostReduction = 100;
    const string FolderName = "folder", TrialsName = "trials", ParallelName = "parallel";

    /// <summary>The ends of metrics of which the largest is the best; of others the smallest is.</summary>
    static readonly string[] s_largest = ["accuracy", "completion", "macroF1", "right", "rSquared"];

    static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };
    static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">There is no such file, or it is no tuning.</exception>
    public static TuningDefinition ReadFile(string path) => File.Exists(path)
        ? Read(File.ReadAllText(path), path, Path.GetDirectoryName(Path.GetFullPath(path))!)
        : throw new InputException($"{path}: {(Directory.Exists(path) ? "is a folder" : "there is no such file")}; name a JSON file with the ranges");

    /// <summary>Reads a tuning.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">The file, for messages.</param>
    /// <param name="folder">The folder from which relative paths of data are seen; empty to leave them as they are.</param>
    /// <exception cref="InputException">It is no tuning.</exception>
    public static TuningDefinition Read(string json, string source, string folder = "")
    {
        try
        {
            using JsonDocument document = StrictJson.Parse(json, JsonCommentHandling.Skip);
            return Read(document.RootElement, source, folder) with { Json = json };
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

    /// <summary>The JSON of a tuning for its folder: relative paths of data are still seen from where it was read.</summary>
    /// <param name="definition">The tuning, which may have other numbers than the text.</param>
    internal static string SavedJson(TuningDefinition definition)
    {
        var saved = (JsonObject)JsonNode.Parse(definition.Json, documentOptions: s_options)!;
        if (definition.Folder.Length > 0)
            saved[FolderName] = definition.Folder;
        if (definition.Trials is { } trials)
            saved[TrialsName] = trials;
        saved[ParallelName] = definition.Parallel;
        return saved.ToJsonString(s_indented);
    }

    static TuningDefinition Read(JsonElement root, string source, string folder)
    {
        var reader = new ConfigurationReader(StudyElement.Object(root, source, "$"), $"{source}: $");
        string task = reader.Text("task");
        var known = new SettingReader(task, source, "$.task", "tuning");
        Dictionary<string, JsonElement> settings = reader.Has("settings") ? known.ReadAll(reader.Object("settings"), "$.settings") : [];
        var ranges = new RangeReader(known, source);
        SettingRange[] space = [.. reader.Object("ranges").EnumerateObject().Select(range => ranges.Read(range.Name, range.Value, $"$.ranges.{range.Name}"))];
        string metric = reader.Text("metric", "validationLoss");
        RunEnd? minimum = Minimum(reader, source);
        var definition = new TuningDefinition(task, settings, new SearchSpace(space))
        {
            File = source,
            Folder = reader.Has(FolderName) ? Path.GetFullPath(Path.Combine(folder, reader.Text(FolderName))) : folder,
            Metric = metric,
            IsLargestBest = StudyElement.Word(reader, "best", IsLargestBest(metric), ("smallest", false), ("largest", true)),
            Trials = reader.Has(TrialsName) ? Count(reader, TrialsName, 1, 1, MostTrials) : null,
            Minimum = minimum,
            Stopping = StudyElement.Word(reader, "stopping", minimum is null ? Stopping.None : Stopping.Asha,
                ("asha", Stopping.Asha), ("median", Stopping.Median), ("none", Stopping.None)),
            Reduction = Count(reader, "reduction", 3, 2, MostReduction),
            IsRandom = StudyElement.Word(reader, "sampler", false, ("tpe", false), ("random", true)),
            Startup = Count(reader, "startup", 10, 1, MostTrials),
            Repeats = Count(reader, "repeats", 1, 1, MostRepeats),
            Seed = reader.LongInteger("seed", 1),
            Parallel = Count(reader, ParallelName, 1, 1, MostParallel),
        };
        reader.RequireAllTaken();
        Check(definition, source);
        return definition.Stopping == Stopping.None ? definition with { Minimum = null } : definition;
    }

    static RunEnd? Minimum(ConfigurationReader reader, string source)
    {
        const string Epochs = "minimumEpochs", Steps = "minimumSteps";
        if (reader.Has(Epochs) && reader.Has(Steps))
            throw new InputException($"{source}: $: {Epochs} and {Steps} both say when a trial is measured first; leave one of them out");
        return reader.Has(Epochs) ? new RunEnd(Count(reader, Epochs, 1, 1, int.MaxValue), null)
            : reader.Has(Steps) ? new RunEnd(null, Count(reader, Steps, 1, 1, int.MaxValue))
            : null;
    }

    static int Count(ConfigurationReader reader, string name, int otherwise, int least, int most)
    {
        int number = reader.Integer(name, otherwise);
        return number < least || number > most ? throw new InputException($"{reader.Source}.{name}: {number}: {least} to {most} are possible") : number;
    }

    static bool IsLargestBest(string metric) => metric.Split('.')[0] is var kind
        && s_largest.Any(largest => kind.EndsWith(largest, StringComparison.OrdinalIgnoreCase));

    /// <summary>What only shows when all is read.</summary>
    static void Check(TuningDefinition definition, string source)
    {
        if (definition.Space.Ranges.Count == 0)
            throw new InputException($"{source}: $.ranges: at least one range is needed");
        if (definition.Space.Ranges.FirstOrDefault(range => definition.Settings.ContainsKey(range.Setting)) is { } twice)
            throw new InputException($"{source}: $.ranges.{twice.Setting}: it is among the \"settings\" too; leave it out there");
        if (definition.Metric.EndsWith("Loss", StringComparison.Ordinal) && definition.Space.Ranges.Any(range => range.Setting == "loss"))
            throw new InputException($"{source}: $.ranges.loss: values of different losses cannot be compared; choose another \"metric\"");
        if (definition.Stopping != Stopping.None && definition.Minimum is null)
            throw new InputException(
                $"{source}: $.stopping: a trial can be stopped where it was measured; \"minimumSteps\" or \"minimumEpochs\" says where first");
    }
}

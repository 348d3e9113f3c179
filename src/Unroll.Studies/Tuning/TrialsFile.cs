using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Unroll.Naming;
using Unroll.Studies.Data;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tuning;

/// <summary>trials.json: all that a tuning has decided and measured, and the files of its data; written at every decision and every result.</summary>
sealed record TrialsFile(IReadOnlyList<FileIdentity> DataFiles, IReadOnlyList<TrialsFile.TrialItem> Trials, IReadOnlyList<TrialsFile.JobItem> Jobs)
{
    public static void Write(string folder, TuningHistory history, IReadOnlyList<FileIdentity> files)
    {
        var file = new TrialsFile(files, [.. history.Trials.Select(trial => new TrialItem(trial.Number, trial.IsRandom, new(trial.Settings)))],
            [.. history.Jobs.Select(job => new JobItem(job.Number, job.Trial.Number, job.Rung, job.Measurement))]);
        RunFolder.Write(TuningFolder.Trials(folder), JsonSerializer.Serialize(file, TrialsJson.Readable.TrialsFile) + "\n");
    }

    /// <summary>Reads the file of a folder; null where there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of other ranges.</exception>
    public static TrialsFile? Read(string folder)
    {
        string path = TuningFolder.Trials(folder);
        if (!File.Exists(path))
            return null;
        string text = File.ReadAllText(path);
        try
        {
            using JsonDocument json = StrictJson.Parse(text);
            return json.RootElement.Deserialize(TrialsJson.Readable.TrialsFile) ?? throw new JsonException("null is no list of trials");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: damaged ({JsonMistake.Of(error, text)}); begin the tuning again in another folder", error);
        }
    }

    /// <summary>The history that the file tells.</summary>
    /// <exception cref="InvalidDataException">A number or a value does not fit the others.</exception>
    public TuningHistory ToHistory(TuningDefinition definition, string folder)
    {
        TuningTrial[] trials = [.. Trials.Select((item, place) => item.Number == place + 1 ? item.ToTrial(definition, folder) : throw Damaged(folder))];
        return new TuningHistory(trials, [.. Jobs.Select((item, place) => item.Number == place + 1 && item.Trial >= 1 && item.Trial <= trials.Length
            ? new TuningJob(item.Number, trials[item.Trial - 1], item.Rung) { Measurement = item.Measurement }
            : throw Damaged(folder))]);
    }

    static InvalidDataException Damaged(string folder) =>
        new($"{TuningFolder.Trials(folder)}: damaged (its trials and jobs are not numbered one after another); begin the tuning again in another folder");

    internal sealed record TrialItem(int Number, bool Random, Dictionary<string, JsonElement> Settings)
    {
        public TuningTrial ToTrial(TuningDefinition definition, string folder) => new(Number, Settings, [.. definition.Space.Ranges.Select(range =>
            Settings.TryGetValue(range.Setting, out JsonElement value) && range.Find(value) is { } found ? found
                : throw new InvalidDataException($"{TuningFolder.Trials(folder)}: trial {Number} has no {range.Setting} of the range; "
                    + "begin the tuning again in another folder"))], Random);
    }

    internal sealed record JobItem(int Number, int Trial, int Rung, TuningMeasurement? Measurement);
}

[JsonSerializable(typeof(TrialsFile))]
sealed partial class TrialsJson : JsonSerializerContext
{
    /// <summary>The context with which the file is written and read; signs such as ± and &lt; stay as they are.</summary>
    public static TrialsJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

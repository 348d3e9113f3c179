using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Naming;
using Unroll.Persistence;

namespace Unroll.Training;

/// <summary>The metric values of a run, epoch by epoch. It prints as a table and is kept as CSV or JSON.</summary>
public sealed class History
{
    static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    readonly List<EpochLog> _epochs = [];

    /// <summary>The epochs so far.</summary>
    public IReadOnlyList<EpochLog> Epochs => _epochs;

    /// <summary>
    /// Steps that made no update, because their loss or a gradient was NaN or infinite (<see cref="NonFiniteLoss.Skip"/>); those before a resumed run included.
    /// </summary>
    public long SkippedSteps { get; internal set; }

    /// <summary>How the training that ended last has ended.</summary>
    public TrainingOutcome Outcome => Failure switch
    {
        TrainingFailure.None => IsStopped ? TrainingOutcome.Stopped : TrainingOutcome.Completed,
        TrainingFailure.Diverged => TrainingOutcome.Diverged,
        _ => TrainingOutcome.Failed,
    };

    /// <summary>Why the training that ended last gave no usable model; <see cref="TrainingFailure.None"/> when it did.</summary>
    public TrainingFailure Failure { get; internal set; }

    /// <summary>Whether that training ended before its last epoch or step.</summary>
    internal bool IsStopped { get; set; }

    /// <summary>One metric of all epochs: "loss", "val_accuracy" …</summary>
    /// <exception cref="KeyNotFoundException">No epoch has it.</exception>
    public IReadOnlyList<double> this[string name] => _epochs.Exists(epoch => epoch.Values.ContainsKey(name))
        ? [.. _epochs.Select(epoch => epoch.Values.TryGetValue(name, out double value) ? value : double.NaN)]
        : throw new KeyNotFoundException($"There is not a single number '{name}'; there are: {string.Join(", ", Names)}.");

    /// <summary>The metrics that any epoch has, in the order of their first appearance.</summary>
    public IReadOnlyList<string> Names => [.. _epochs.SelectMany(epoch => epoch.Values.Keys).Distinct()];

    /// <summary>Reads the text of <see cref="ToJson"/>; every value comes back to its last bit.</summary>
    /// <exception cref="InvalidDataException">The text is no history.</exception>
    public static History FromJson(string json)
    {
        try
        {
            using JsonDocument document = StrictJson.Parse(json);
            var history = new History();
            foreach (JsonElement epoch in document.RootElement.GetProperty("epochs").EnumerateArray())
                history.Add(new EpochLog(
                    epoch.GetProperty("epoch").GetInt32(),
                    epoch.GetProperty("steps").GetInt64(),
                    epoch.GetProperty("seconds").GetDouble(),
                    epoch.GetProperty("values").EnumerateObject().ToDictionary(value => value.Name, value => Number(value.Value))));
            return history;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"The text is not the JSON of a history ({error.Message}).", error);
        }
    }

    /// <summary>Reads a file that <see cref="SaveJson"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is no history.</exception>
    public static History LoadJson(string path)
    {
        try
        {
            return FromJson(File.ReadAllText(path));
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>The history as CSV with a head line: epoch, steps, seconds, then the values with all digits.</summary>
    public string ToCsv()
    {
        IReadOnlyList<string> names = Names;
        var text = new StringBuilder().AppendJoin(',', names.Prepend("seconds").Prepend("steps").Prepend("epoch")).Append('\n');
        foreach (EpochLog epoch in _epochs)
        {
            text.Append(CultureInfo.InvariantCulture, $"{epoch.Epoch},{epoch.Steps},{epoch.Seconds:F3}");
            foreach (string name in names)
                text.Append(',').Append(epoch.Values.TryGetValue(name, out double value) ? value.ToString("R", CultureInfo.InvariantCulture) : "");
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The history as JSON: {"epochs": [{"epoch", "steps", "seconds", "values": {"loss" …}}]}; what JSON cannot say is "NaN" or "Infinity".</summary>
    public string ToJson() => new JsonObject
    {
        ["epochs"] = new JsonArray([.. _epochs.Select(epoch => new JsonObject
        {
            ["epoch"] = epoch.Epoch,
            ["steps"] = epoch.Steps,
            ["seconds"] = epoch.Seconds,
            ["values"] = new JsonObject(epoch.Values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)Node(value.Value)))),
        })]),
    }.ToJsonString(s_indented);

    /// <summary>Writes <see cref="ToCsv"/> to a file, whole or not at all.</summary>
    public void SaveCsv(string path) => Write(path, ToCsv());

    /// <summary>Writes <see cref="ToJson"/> to a file, whole or not at all.</summary>
    public void SaveJson(string path) => Write(path, ToJson());

    /// <summary>A table: one row per epoch, one column per metric.</summary>
    public override string ToString()
    {
        string[] names = [.. Names];
        string[][] rows =
        [
            ["epoch", "steps", "seconds", .. names],
            .. _epochs.Select(epoch => (string[])
            [
                epoch.Epoch.ToString(CultureInfo.InvariantCulture), epoch.Steps.ToString(CultureInfo.InvariantCulture),
                epoch.Seconds.ToString("F1", CultureInfo.InvariantCulture),
                .. names.Select(name => epoch.Values.TryGetValue(name, out double value) ? MetricFormat.Format(value) : ""),
            ]),
        ];
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        return string.Join('\n', rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadLeft(widths[column]))).TrimEnd()));
    }

    internal void Add(EpochLog epoch) => _epochs.Add(epoch);

    internal void Clear() => _epochs.Clear();

    static JsonValue? Node(double value) =>
        double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(value.ToString("R", CultureInfo.InvariantCulture));

    static double Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetDouble();

    static void Write(string path, string text)
    {
        using var file = new AtomicFile(path);
        file.Stream.Write(Encoding.UTF8.GetBytes(text));
        file.Commit();
    }
}

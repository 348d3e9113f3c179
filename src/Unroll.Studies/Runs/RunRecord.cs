using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Unroll.Models;
using Unroll.Naming;

namespace Unroll.Studies.Runs;

/// <summary>run.json: what a run came to and how it ended, so that its folder can be read without the model and the data.</summary>
/// <param name="Version">The version of the program.</param>
/// <param name="Machine">What it ran on.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Data">Its data in one line.</param>
/// <param name="Synthetic">Whether the program drew them.</param>
/// <param name="Unit">What the speed is counted in: "characters".</param>
/// <param name="Layers">The layers of the model.</param>
/// <param name="Parameters">Weights of the model.</param>
/// <param name="Epochs">Epochs.</param>
/// <param name="Steps">Updates, skipped ones included.</param>
/// <param name="SkippedSteps">Updates that were not made.</param>
/// <param name="Seconds">Time of training, evaluations included.</param>
/// <param name="UnitsPerSecond">Units learned per second of training alone.</param>
/// <param name="Stopped">Whether it was stopped before its end.</param>
/// <param name="Failure">Why it gave no usable model; null where it did not fail.</param>
/// <param name="Metrics">The metrics of the last epoch and of the held-out part, by their stable names; null for NaN.</param>
/// <param name="Remarks">What a reader should know of data and metrics.</param>
public sealed record RunRecord(
    string Version, Machine Machine, DateTimeOffset Ended, string Data, bool Synthetic, string Unit, IReadOnlyList<LayerRecord> Layers, long Parameters,
    int Epochs, long Steps, long SkippedSteps, double Seconds, double UnitsPerSecond, bool Stopped, string? Failure,
    IReadOnlyDictionary<string, double?> Metrics, IReadOnlyList<string> Remarks)
{
    /// <summary>The file in the run folder.</summary>
    public const string FileName = "run.json";

    /// <summary>Reads the file of a run folder; null where there is none, as of a run that goes on or was killed.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static RunRecord? Read(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return null;
        try
        {
            using JsonDocument json = StrictJson.Parse(File.ReadAllText(path));
            return json.RootElement.Deserialize(RunRecordJson.Default.RunRecord) ?? throw new JsonException("null is no result of a run");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: damaged ({error.Message.ReplaceLineEndings(" ")})", error);
        }
    }

    /// <summary>Writes what a run came to into its folder.</summary>
    internal static void Write(RunResult result, Model network)
    {
        var metrics = result.Metrics.ToDictionary(metric => metric.Key, metric => Finite(metric.Value));
        foreach (MetricValue metric in result.Evaluation?.Metrics ?? [])
            metrics[metric.Key] = Finite(metric.Value);
        var record = new RunRecord(
            ProgramVersion, Machine.Here(), DateTimeOffset.Now, result.Data.Description, result.IsSynthetic, result.Data.Unit,
            [.. network.Summary().Rows.Select(row => new LayerRecord(row.Name, row.Type, row.OutputShape, row.Parameters))], result.Parameters, result.Epochs,
            result.Steps, result.SkippedSteps, result.Seconds, result.UnitsPerSecond, result.Stopped, result.Failure, metrics, result.Remarks);
        RunFolder.Write(Path.Combine(result.Folder, FileName), JsonSerializer.Serialize(record, RunRecordJson.Default.RunRecord));
    }

    static string ProgramVersion => typeof(RunRecord).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    static double? Finite(double value) => double.IsFinite(value) ? value : null;
}

/// <summary>A layer of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type: "LSTM".</param>
/// <param name="OutputShape">The shape of what it gives: "(None, 40, 128)".</param>
/// <param name="Parameters">Its weights.</param>
public sealed record LayerRecord(string Name, string Type, string OutputShape, long Parameters);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunRecord))]
sealed partial class RunRecordJson : JsonSerializerContext;

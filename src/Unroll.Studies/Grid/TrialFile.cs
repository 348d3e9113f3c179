using System.Text.Json;
using System.Text.Json.Serialization;
using Unroll.Naming;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Grid;

/// <summary>result.json of a training; null stands for a metric that does not exist.</summary>
sealed record TrialFile(long Parameters, int Epochs, long Steps, double Seconds, bool Synthetic, string? Failure,
    [property: JsonPropertyName("figures")] Dictionary<string, double?> Metrics)
{
    /// <summary>The file in the run folder.</summary>
    public const string Name = "result.json";

    public long SkippedSteps { get; init; }

    public IReadOnlyList<string> Remarks { get; init; } = [];

    public string Machine { get; init; } = "";

    public static TrialFile From(TrialResult result) => new(
        result.Parameters, result.Epochs, result.Steps, result.Seconds, result.IsSynthetic, result.Failure,
        result.Metrics.ToDictionary(metric => metric.Key, metric => double.IsNaN(metric.Value) ? (double?)null : metric.Value))
    {
        SkippedSteps = result.SkippedSteps, Remarks = result.Remarks, Machine = result.Machine,
    };

    public TrialResult ToResult(IReadOnlyDictionary<string, double[]> history) => new(
        Parameters, Epochs, Steps, Seconds, Synthetic, Failure, Metrics.ToDictionary(metric => metric.Key, metric => metric.Value ?? double.NaN), history)
    {
        SkippedSteps = SkippedSteps, Remarks = Remarks, Machine = Machine,
    };

    public void Write(string folder) => RunFolder.Write(Path.Combine(folder, Name), JsonSerializer.Serialize(this, TrialJson.Default.TrialFile));

    /// <summary>Reads the file of a run folder; null where there is none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static TrialFile? Read(string folder)
    {
        string path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            return null;
        try
        {
            using JsonDocument json = StrictJson.Parse(File.ReadAllText(path));
            return json.RootElement.Deserialize(TrialJson.Default.TrialFile) ?? throw new JsonException("null is no result");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: damaged ({error.Message.ReplaceLineEndings(" ")}); delete it, and the training is done again", error);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TrialFile))]
sealed partial class TrialJson : JsonSerializerContext;

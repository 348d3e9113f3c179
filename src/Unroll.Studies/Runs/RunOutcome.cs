using System.Text.Json;
using System.Text.Json.Serialization;
using Unroll.Naming;

namespace Unroll.Studies.Runs;

/// <summary>outcome.json: how a run ended, for those who list runs.</summary>
/// <param name="State">"finished", "stopped" or "failed".</param>
/// <param name="Reason">Why it failed; null where it did not.</param>
/// <param name="Epochs">Finished epochs.</param>
/// <param name="Steps">Steps made.</param>
sealed record RunOutcome(string State, string? Reason, int Epochs, long Steps)
{
    public const string Finished = "finished", Stopped = "stopped", Failed = "failed";

    public static RunOutcome Of(RunResult result) =>
        new(result.Failure is not null ? Failed : result.Stopped ? Stopped : Finished, result.Failure, result.Epochs, result.Steps);

    public void Write(RunFolder folder) => RunFolder.Write(folder.Outcome, JsonSerializer.Serialize(this, RunOutcomeJson.Default.RunOutcome));

    /// <summary>Reads how a run ended; null where that is not known, as of one that was killed.</summary>
    /// <exception cref="JsonException">The file is damaged.</exception>
    public static RunOutcome? Read(RunFolder folder)
    {
        if (!File.Exists(folder.Outcome))
            return null;
        using JsonDocument json = StrictJson.Parse(File.ReadAllText(folder.Outcome));
        return json.RootElement.Deserialize(RunOutcomeJson.Default.RunOutcome) is { State: Finished or Stopped or Failed } outcome
            ? outcome
            : throw new JsonException("it names no state");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunOutcome))]
sealed partial class RunOutcomeJson : JsonSerializerContext;

using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Unroll.Cli.Documents;

/// <summary>unroll train --json.</summary>
sealed record TrainingDocument(string Run, string Task, bool Synthetic, long Parameters, int Epochs, long Steps, long SkippedSteps, double Seconds,
    bool Stopped)
{
    /// <summary>The metrics by name, and the speed under the name of its unit.</summary>
    [JsonExtensionData]
    public JsonObject Metrics { get; init; } = [];
}

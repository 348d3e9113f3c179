using System.Text.Json;

namespace Unroll.Studies.Grid;

/// <summary>A value of an axis: settings of the configuration under a name.</summary>
/// <param name="Name">The name in tables: "gru", "batch 64".</param>
/// <param name="Settings">Members of the configuration with their values.</param>
public sealed record AxisValue(string Name, IReadOnlyDictionary<string, JsonElement> Settings);

using System.Text.Json.Serialization;

namespace Unroll.Studies.Tasks;

/// <summary>
/// The content of config.json. Every setting is written, null too: a task's default may be something else than null. Members that a task does not know are an
/// error: a mistyped setting must not go unnoticed.
/// </summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(TextConfiguration))]
[JsonSerializable(typeof(MemoryConfiguration))]
[JsonSerializable(typeof(StocksConfiguration))]
[JsonSerializable(typeof(DigitsConfiguration))]
[JsonSerializable(typeof(SequencesConfiguration))]
[JsonSerializable(typeof(ShapesConfiguration))]
sealed partial class RunConfigurationJson : JsonSerializerContext;

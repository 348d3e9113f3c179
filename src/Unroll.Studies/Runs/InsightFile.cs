using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Unroll.Naming;

namespace Unroll.Studies.Runs;

/// <summary>insight.json of a run folder: what a report shows of the trained model, which it could not compute without model and data.</summary>
static class InsightFile
{
    /// <summary>The file in the run folder.</summary>
    public const string Name = "insight.json";

    /// <summary>How the file is written: names as in JSON, letters as they are.</summary>
    public static JsonSerializerOptions Options => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>The file of a run.</summary>
    public static IReadOnlyDictionary<string, string> Of<T>(T insight, JsonTypeInfo<T> type) =>
        new Dictionary<string, string> { [Name] = JsonSerializer.Serialize(insight, type) };

    /// <summary>Reads the file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="type">What it holds.</param>
    /// <param name="isWhole">Whether its parts fit one another.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type, Func<T, bool> isWhole)
    {
        try
        {
            using JsonDocument json = StrictJson.Parse(File.ReadAllText(path));
            T insight = !HasNull(json.RootElement) && json.RootElement.Deserialize(type) is { } whole ? whole : throw new JsonException("a part of it is null");
            return isWhole(insight) ? insight : throw new JsonException("its lists differ in length");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: damaged ({error.Message.ReplaceLineEndings(" ")})", error);
        }
    }

    static bool HasNull(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Array => element.EnumerateArray().Any(HasNull),
        JsonValueKind.Object => element.EnumerateObject().Any(property => HasNull(property.Value)),
        _ => false,
    };
}

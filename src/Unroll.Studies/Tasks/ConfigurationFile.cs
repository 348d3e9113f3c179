using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Unroll.Studies.Tasks;

/// <summary>Reads and writes config.json.</summary>
public static class ConfigurationFile
{
    const string TaskMember = "task";

    /// <summary>The configuration as JSON, the content of config.json.</summary>
    public static string ToJson(this RunConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return JsonSerializer.Serialize(configuration, configuration.GetType(), RunConfigurationJson.Default);
    }

    /// <summary>Reads config.json; its "task" says of which task, text where it says nothing.</summary>
    /// <param name="json">The text.</param>
    /// <param name="path">Where it stands, for the message.</param>
    /// <exception cref="InputException">Not such a configuration.</exception>
    public static RunConfiguration FromJson(string json, string path)
    {
        try
        {
            JsonNode node = JsonNode.Parse(json) ?? throw new JsonException("it holds null");
            string task = node[TaskMember]?.GetValue<string>() ?? TaskCatalogue.Default;
            if (!TaskCatalogue.Entries.TryCreate(task, out RunConfiguration? configuration))
                throw new InputException($"{path}: {TaskCatalogue.Entries.Unknown(task)}");
            Check(node.AsObject(), configuration.GetType(), path);
            return (RunConfiguration?)node.Deserialize(configuration.GetType(), RunConfigurationJson.Default) ?? throw new JsonException("it holds null");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InputException($"{path}: not a configuration of a run ({error.Message.ReplaceLineEndings(" ")})", error);
        }
    }

    static void Check(JsonObject node, Type type, string path)
    {
        JsonTypeInfo known = RunConfigurationJson.Default.GetTypeInfo(type)!;
        foreach ((string name, JsonNode? value) in node)
        {
            JsonPropertyInfo member = known.Properties.FirstOrDefault(member => member.Name == name)
                ?? throw new InputException($"{path}: no configuration has a member '{name}'; known are {string.Join(", ", known.Properties.Select(member => member.Name))}");
            try
            {
                value?.Deserialize(RunConfigurationJson.Default.GetTypeInfo(member.PropertyType)!);
            }
            catch (JsonException error)
            {
                throw new InputException($"{path}: {name} must be {Kind(member.PropertyType)}, not {value!.ToJsonString()}", error);
            }
        }
    }

    static string Kind(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { IsEnum: true } => "a name",
        { } number when number == typeof(int) || number == typeof(long) => "a whole number",
        { } number when number == typeof(float) || number == typeof(double) => "a number",
        { } truth when truth == typeof(bool) => "true or false",
        { } text when text == typeof(string) => "a text",
        _ => "a list",
    };

    /// <summary>Reads a configuration from a file.</summary>
    /// <exception cref="InputException">There is no such file, or it is no configuration.</exception>
    public static RunConfiguration Read(string path) => File.Exists(path)
        ? FromJson(File.ReadAllText(path), path)
        : throw new InputException($"{path}: there is no such file; name the config.json of a run");
}

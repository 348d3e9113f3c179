using System.Text.Json;
using Unroll.Naming;

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
            using JsonDocument document = StrictJson.Parse(json);
            return FromJson(document.RootElement, path);
        }
        catch (JsonException error)
        {
            throw new InputException($"{path}: not a configuration of a run: {JsonMistake.Of(error, json)}", error);
        }
    }

    static RunConfiguration FromJson(JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new InputException($"{path}: not a configuration of a run: it begins with {root.GetRawText()[0]}, a configuration with {{");
        string task = TaskCatalogue.Default;
        if (root.TryGetProperty(TaskMember, out JsonElement named))
            task = named.ValueKind == JsonValueKind.String ? named.GetString()! : throw new InputException($"{path}: {TaskMember} must be a text, not {named.GetRawText()}");
        if (!TaskCatalogue.Entries.TryCreate(task, out RunConfiguration? configuration))
            throw new InputException($"{path}: {TaskCatalogue.Entries.Unknown(task)}");
        var members = new ConfigurationMembers(configuration);
        foreach (JsonProperty member in root.EnumerateObject())
            if (member.Name != TaskMember && members.Mistake(member.Name, member.Value) is { } mistake)
                throw new InputException($"{path}: {mistake}");
        return (RunConfiguration)root.Deserialize(configuration.GetType(), RunConfigurationJson.Default)!;
    }

    /// <summary>Reads a configuration from a file.</summary>
    /// <exception cref="InputException">There is no such file, or it is no configuration.</exception>
    public static RunConfiguration Read(string path) => File.Exists(path)
        ? FromJson(File.ReadAllText(path), path)
        : throw new InputException($"{path}: {(Directory.Exists(path) ? "is a folder" : "there is no such file")}; name the config.json of a run");
}

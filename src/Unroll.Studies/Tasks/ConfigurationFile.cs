using System.Text.Json;
using Unroll.Naming;
using Unroll.Studies.Data;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tasks;

/// <summary>Reads config.json.</summary>
public static class ConfigurationFile
{
    const string TaskMember = "task";

    /// <summary>Reads the text of a config.json; its "task" says of which task, text where it says nothing.</summary>
    /// <param name="json">The text.</param>
    /// <param name="path">Where it stands, for messages.</param>
    /// <exception cref="InputException">It is no such configuration, or a setting is unknown or of another kind.</exception>
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

    /// <summary>Reads a configuration from a file.</summary>
    /// <exception cref="InputException">There is no such file, or it is no configuration.</exception>
    public static RunConfiguration Read(string path) => File.Exists(path)
        ? FromJson(File.ReadAllText(path), path)
        : throw new InputException($"{path}: {(Directory.Exists(path) ? "is a folder" : "there is no such file")}; name the config.json of a run");

    /// <summary>A setting by its name.</summary>
    /// <exception cref="InputException">The task has no such setting.</exception>
    public static Setting Find(IReadOnlyList<Setting> settings, string name, string task)
    {
        if (settings.FirstOrDefault(setting => setting.Name == name) is { } found)
            return found;
        string[] names = [.. settings.Select(setting => setting.Name)];
        throw new InputException(NearestName.Clause($"the task {task} has no setting '{name}'", name, names));
    }

    static RunConfiguration FromJson(JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new InputException($"{path}: not a configuration of a run: it begins with {root.GetRawText()[0]}, a configuration with {{");
        string task = TaskRegistry.Default;
        if (root.TryGetProperty(TaskMember, out JsonElement named))
            task = named.ValueKind == JsonValueKind.String ? named.GetString()!
                : throw new InputException($"{path}: {TaskMember} must be a text, not {named.GetRawText()}");
        if (!TaskRegistry.Tasks.TryFind(task, out TaskDefinition? definition))
            throw new InputException($"{path}: {TaskRegistry.Tasks.Unknown(task)}");
        RunConfiguration configuration = definition.CreateConfiguration();
        if (root.TryGetProperty(RunConfiguration.DataFilesName, out JsonElement files))
            configuration = configuration with { DataFiles = FileIdentity.FromJson(files) };
        if (root.TryGetProperty(RunConfiguration.RemarksName, out JsonElement remarks))
            configuration = configuration with { Remarks = Texts(remarks, path) };
        IReadOnlyList<Setting> settings = configuration.Settings;
        try
        {
            foreach (JsonProperty member in root.EnumerateObject())
                if (member.Name is not (TaskMember or RunConfiguration.DataFilesName or RunConfiguration.RemarksName))
                    Find(settings, member.Name, task).Read(member.Value);
            return configuration;
        }
        catch (InputException error)
        {
            throw new InputException($"{path}: {error.Message}", error);
        }
    }

    static IReadOnlyList<string> Texts(JsonElement array, string path) =>
        array.ValueKind == JsonValueKind.Array && array.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String)
            ? [.. array.EnumerateArray().Select(one => one.GetString()!)]
            : throw new InputException($"{path}: {RunConfiguration.RemarksName} must be an array of texts, not {array.GetRawText()}");
}

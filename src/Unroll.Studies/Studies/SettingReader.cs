using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Studies.Tasks;

namespace Unroll.Studies.Studies;

/// <summary>Reads settings of a task's configuration out of a study: each must be a member of it and of its type.</summary>
sealed class SettingReader
{
    const string Seed = "seed";

    readonly string _source;
    readonly ConfigurationMembers _members;

    /// <param name="task">The task.</param>
    /// <param name="source">The file, for messages.</param>
    /// <param name="path">Where the task is named.</param>
    public SettingReader(string task, string source, string path)
    {
        if (!TaskCatalogue.Entries.TryCreate(task, out RunConfiguration? configuration))
            throw new InputException($"{source}: {path}: {TaskCatalogue.Entries.Unknown(task)}");
        (_source, _members) = (source, new ConfigurationMembers(configuration, without: Seed));
    }

    /// <summary>Reads all members of an object.</summary>
    public Dictionary<string, JsonNode?> ReadAll(JsonElement settings, string path) =>
        settings.EnumerateObject().ToDictionary(setting => setting.Name, setting => Read(setting.Name, setting.Value, $"{path}.{setting.Name}"));

    /// <summary>Reads one setting.</summary>
    /// <param name="name">The member.</param>
    /// <param name="value">Its value.</param>
    /// <param name="path">Where it stands.</param>
    /// <exception cref="InputException">There is no such member, or the value is not of its type.</exception>
    public JsonNode? Read(string name, JsonElement value, string path)
    {
        Require(name, path);
        return _members.Mistake(name, value) is { } mistake ? throw new InputException($"{_source}: {path}: {mistake}") : JsonNode.Parse(value.GetRawText());
    }

    /// <summary>A setting must be a member of the configuration.</summary>
    public void Require(string name, string path)
    {
        if (name == Seed)
            throw new InputException($"{_source}: {path}: every training of a study has a seed of its own; the first one is the study's \"seed\"");
        if (_members.Unknown(name) is { } mistake)
            throw new InputException($"{_source}: {path}: {mistake}");
    }
}

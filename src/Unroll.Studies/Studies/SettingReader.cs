using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Unroll.Naming;
using Unroll.Studies.Tasks;

namespace Unroll.Studies.Studies;

/// <summary>Reads settings of a task's configuration out of a study: each must be a member of it and of its type.</summary>
sealed class SettingReader
{
    const string Seed = "seed";

    readonly string _task;
    readonly string _source;
    readonly Dictionary<string, JsonPropertyInfo> _members;

    /// <param name="task">The task.</param>
    /// <param name="source">The file, for messages.</param>
    /// <param name="path">Where the task is named.</param>
    public SettingReader(string task, string source, string path)
    {
        if (!TaskCatalogue.Entries.TryCreate(task, out RunConfiguration? configuration))
            throw new InputException($"{source}: {path}: {TaskCatalogue.Entries.Unknown(task)}");
        (_task, _source) = (task, source);
        _members = RunConfigurationJson.Default.GetTypeInfo(configuration.GetType())!.Properties.Where(member => member.Set is not null).ToDictionary(member => member.Name);
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
        JsonPropertyInfo member = _members[name];
        bool fits = value.ValueKind == JsonValueKind.Null ? member.IsSetNullable : Fits(value, member.PropertyType);
        return fits
            ? JsonNode.Parse(value.GetRawText())
            : throw new InputException($"{_source}: {path}: {name} must be {Expected(member.PropertyType)}, not {value.GetRawText()}");
    }

    /// <summary>A setting must be a member of the configuration.</summary>
    public void Require(string name, string path)
    {
        if (name == Seed)
            throw new InputException($"{_source}: {path}: every training of a study has a seed of its own; the first one is the study's \"seed\"");
        if (_members.ContainsKey(name))
            return;
        string nearest = NearestName.Find(name, _members.Keys) is { } near ? $"; did you mean '{near}'?" : "";
        throw new InputException($"{_source}: {path}: the task {_task} has no setting '{name}'; it has {string.Join(", ", _members.Keys.Where(known => known != Seed))}{nearest}");
    }

    static bool Fits(JsonElement value, Type type)
    {
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Null))
            return false;
        try
        {
            value.Deserialize(RunConfigurationJson.Default.GetTypeInfo(type)!);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    string Expected(Type type)
    {
        Type value = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            _ when value == typeof(int) || value == typeof(long) => "a whole number",
            _ when value == typeof(float) || value == typeof(double) => "a number",
            _ when value == typeof(bool) => "true or false",
            _ when value == typeof(string) => "a text",
            { IsEnum: true } => $"one of the names that 'unroll train {_task} --help' lists",
            _ => "a list of texts",
        };
    }
}

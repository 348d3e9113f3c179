using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Unroll.Naming;

namespace Unroll.Studies.Tasks;

/// <summary>What can be set in a task's configuration, for whoever reads it from JSON and tells a mistake by its name.</summary>
sealed class ConfigurationMembers
{
    readonly string _task;
    readonly Dictionary<string, JsonPropertyInfo> _members;

    /// <param name="configuration">One of the task.</param>
    /// <param name="without">Members that cannot be set here.</param>
    public ConfigurationMembers(RunConfiguration configuration, params string[] without)
    {
        _task = configuration.Task;
        _members = RunConfigurationJson.Default.GetTypeInfo(configuration.GetType())!.Properties
            .Where(member => member.Set is not null && !without.Contains(member.Name)).ToDictionary(member => member.Name);
    }

    /// <summary>What is wrong with a member; null where nothing is.</summary>
    public string? Mistake(string name, JsonElement value) => Unknown(name) ?? (IsPossible(value, _members[name])
        ? null
        : $"{name} must be {Expected(_members[name].PropertyType)}, not {value.GetRawText().ReplaceLineEndings(" ")}");

    /// <summary>What is wrong with a name; null where nothing is.</summary>
    public string? Unknown(string name)
    {
        if (_members.ContainsKey(name))
            return null;
        string nearest = NearestName.Find(name, _members.Keys) is { } near ? $"; did you mean '{near}'?" : "";
        return $"the task {_task} has no setting '{name}'; it has {string.Join(", ", _members.Keys)}{nearest}";
    }

    static bool IsPossible(JsonElement value, JsonPropertyInfo member)
    {
        Type type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        if (value.ValueKind == JsonValueKind.Null)
            return member.IsSetNullable;
        if (type.IsEnum && value.ValueKind != JsonValueKind.String)
            return false;
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Null))
            return false;
        try
        {
            // A number that is too large for single precision is read as infinity.
            return value.Deserialize(RunConfigurationJson.Default.GetTypeInfo(type)!) is not float number || float.IsFinite(number);
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

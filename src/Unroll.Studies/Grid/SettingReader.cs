using System.Text.Json;
using Unroll.Naming;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tasks;

namespace Unroll.Studies.Grid;

/// <summary>Reads settings of a task's configuration out of a study: each must be a member of it and of its type.</summary>
sealed class SettingReader
{
    const string Seed = "seed";

    readonly string _source, _task, _owner;
    readonly IReadOnlyList<Setting> _settings;

    /// <param name="task">The task.</param>
    /// <param name="source">The file, for messages.</param>
    /// <param name="path">Where the task is named.</param>
    /// <param name="owner">What the file describes: "study".</param>
    public SettingReader(string task, string source, string path, string owner = "study")
    {
        if (!TaskRegistry.Tasks.TryFind(task, out TaskDefinition? definition))
            throw new InputException($"{source}: {path}: {TaskRegistry.Tasks.Unknown(task)}");
        (_source, _task, _owner, _settings) = (source, task, owner, [.. definition.CreateConfiguration().Settings.Where(setting => setting.Name != Seed)]);
    }

    /// <summary>Reads all members of an object.</summary>
    public Dictionary<string, JsonElement> ReadAll(JsonElement settings, string path) =>
        settings.EnumerateObject().ToDictionary(setting => setting.Name, setting => Read(setting.Name, setting.Value, $"{path}.{setting.Name}"));

    /// <summary>Reads one setting.</summary>
    /// <param name="name">The member.</param>
    /// <param name="value">Its value.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="advice">What to say beside of a value that is not of its type.</param>
    /// <exception cref="InputException">There is no such member, or the value is not of its type.</exception>
    public JsonElement Read(string name, JsonElement value, string path, string advice = "")
    {
        Setting setting = Require(name, path);
        try
        {
            setting.Read(value);
            return value.Clone();
        }
        catch (SettingException error)
        {
            throw new InputException($"{_source}: {path}: {error.Message}{advice}", error);
        }
    }

    /// <summary>Whether there is a setting of this name; of seed too, so that a study that varies it is told why it cannot.</summary>
    public bool Has(string name) => name == Seed || _settings.Any(setting => setting.Name == name);

    /// <summary>Which setting a mistyped name was meant to be, as the end of a message.</summary>
    public string Hint(string name) => NearestName.Hint(name, _settings.Select(setting => setting.Name));

    /// <summary>The setting of a name.</summary>
    /// <exception cref="InputException">The task has no such setting, or every training has its own.</exception>
    public Setting Require(string name, string path)
    {
        if (name == Seed)
            throw new InputException($"{_source}: {path}: every training of a {_owner} has a seed of its own; the first one is the {_owner}'s \"seed\"");
        try
        {
            return ConfigurationFile.Find(_settings, name, _task);
        }
        catch (InputException error)
        {
            throw new InputException($"{_source}: {path}: {error.Message}", error);
        }
    }
}

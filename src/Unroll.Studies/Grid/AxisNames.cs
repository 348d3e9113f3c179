using System.Text.Json;
using Unroll.Naming;

namespace Unroll.Studies.Grid;

/// <summary>The names of axes and of their values, where other parts of a study use them: they must exist.</summary>
sealed class AxisNames(string source, IReadOnlyList<StudyAxis> axes)
{
    /// <summary>The axis of a name.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public StudyAxis Require(string name, string path) =>
        axes.FirstOrDefault(axis => axis.Name == name) ?? throw StudyReader.UnknownAxis(axes, name, source, path);

    /// <summary>The name of a value of an axis.</summary>
    /// <exception cref="InputException">The axis has no such value.</exception>
    public string RequireValue(StudyAxis axis, string name, string path)
    {
        string[] names = [.. axis.Values.Select(value => value.Name)];
        return names.Contains(name) ? name
            : throw new InputException(NearestName.Clause($"{source}: {path}: the axis '{axis.Name}' has no value '{name}'", name, names));
    }

    /// <summary>The cells that something is of: values of axes by name, one of each or several.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Where(ConfigurationReader reader, string path)
    {
        var where = new Dictionary<string, IReadOnlyList<string>>();
        foreach (JsonProperty one in reader.Has("where") ? reader.Object("where").EnumerateObject() : default)
        {
            StudyAxis axis = Require(one.Name, $"{path}.where");
            IEnumerable<JsonElement> values = one.Value.ValueKind == JsonValueKind.Array ? one.Value.EnumerateArray() : [one.Value];
            where[one.Name] = [.. values.Select(value => RequireValue(axis, Name(value), $"{path}.where.{one.Name}"))];
        }

        return where;
    }

    static string Name(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}

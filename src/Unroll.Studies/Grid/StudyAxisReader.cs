using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Naming;

namespace Unroll.Studies.Grid;

/// <summary>Reads the axes of a study, and what its quick form makes of them.</summary>
sealed class StudyAxisReader(SettingReader settings, string source)
{
    /// <summary>Reads an axis.</summary>
    public StudyAxis Read(JsonElement element, string path)
    {
        var reader = new ConfigurationReader(StudyElement.Object(element, source, path), $"{source}: {path}");
        string name = reader.Text("name");
        string? setting = reader.Has("path") ? reader.Text("path") : settings.Has(name) ? name : null;
        if (reader.Has("path"))
            settings.Require(setting!, $"{path}.path");
        AxisValue[] values = [.. reader.List("values").Select((value, place) => Value(name, setting, value, $"{path}.values[{place}]"))];
        reader.RequireAllTaken();
        return Distinct(new StudyAxis(name, setting, values), $"{path}.values");
    }

    /// <summary>Reads the values of an axis in the quick form: names of values that it has, or others.</summary>
    public StudyAxis ReadQuick(StudyAxis axis, JsonElement values, string path)
    {
        if (values.ValueKind != JsonValueKind.Array)
            throw new InputException(
                $"{source}: {path}: the values of the axis '{axis.Name}' must be a list, not {values.GetRawText().ReplaceLineEndings(" ")}");
        return Distinct(axis with { Values = [.. values.EnumerateArray().Select((value, place) => QuickValue(axis, value, $"{path}[{place}]"))] }, path);
    }

    /// <summary>The axis as JSON that says all.</summary>
    public static JsonObject ToJson(StudyAxis axis) => new()
    {
        ["name"] = axis.Name,
        ["values"] = new JsonArray([.. axis.Values.Select(value => new JsonObject
        {
            ["name"] = value.Name,
            ["set"] = new JsonObject(value.Settings.Select(setting => KeyValuePair.Create(setting.Key, StudyElement.Node(setting.Value)))),
        })]),
    };

    AxisValue QuickValue(StudyAxis axis, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object && axis.Values.FirstOrDefault(known => known.Name == Text(value)) is { } known)
            return known;
        if (value.ValueKind == JsonValueKind.Object || axis.Path is not null)
            return Value(axis.Name, axis.Path, value, path);
        string[] names = [.. axis.Values.Select(one => one.Name)];
        throw new InputException(NearestName.Clause($"{source}: {path}: the axis '{axis.Name}' has no value '{Text(value)}'", Text(value), names));
    }

    AxisValue Value(string axis, string? setting, JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            var reader = new ConfigurationReader(value, $"{source}: {path}");
            var read = new AxisValue(reader.Text("name"), settings.ReadAll(reader.Object("set"), $"{path}.set"));
            reader.RequireAllTaken();
            return read;
        }

        if (setting is null)
            throw new InputException($"{source}: {path}: '{axis}' is no setting: a plain value needs the \"path\" of its axis, the setting that it sets, "
                + $"or write {{\"name\": …, \"set\": {{…}}}}{settings.Hint(axis)}");
        return new AxisValue(Text(value), new Dictionary<string, JsonElement> { [setting] = settings.Read(setting, value, path) });
    }

    /// <summary>Values are told apart by their names, also where file names ignore case.</summary>
    StudyAxis Distinct(StudyAxis axis, string path)
    {
        if (axis.Values.Count == 0)
            throw new InputException($"{source}: {path}: the axis '{axis.Name}' needs at least one value");
        if (axis.Values.GroupBy(value => value.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InputException($"{source}: {path}: the axis '{axis.Name}' has the value '{twice.Key}' twice");
        return axis;
    }

    static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}

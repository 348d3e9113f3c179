using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Naming;
using Unroll.Studies.Pretraining;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Grid;

/// <summary>Reads the encoders that a study pretrains: an object with the settings of each.</summary>
sealed class StudyEncoderReader(string source)
{
    /// <summary>The member of a study.</summary>
    public const string Member = "encoders";

    const string Base = "initFrom", TokensOf = "tokensOf";

    static readonly string[] s_settings = [.. new PretrainingConfiguration().Settings.Select(setting => setting.Name)];

    /// <summary>Reads them; an encoder can begin with another one that stands before it.</summary>
    public IReadOnlyList<StudyEncoder> Read(JsonElement encoders)
    {
        var read = new List<StudyEncoder>();
        foreach (JsonProperty encoder in encoders.EnumerateObject())
        {
            string path = $"$.{Member}.{encoder.Name}";
            if (encoder.Name.Length == 0 || !encoder.Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
                throw new InputException($"{source}: {path}: '{encoder.Name}' names a folder: letters, digits, - and _ only");
            read.Add(Read(encoder.Name, StudyElement.Object(encoder.Value, source, path), path, read));
        }

        return read;
    }

    /// <summary>The encoders of the quick form: those of the study, some with other settings.</summary>
    public IReadOnlyList<StudyEncoder> ReadQuick(IReadOnlyList<StudyEncoder> encoders, JsonElement changes, string path)
    {
        string[] names = [.. encoders.Select(encoder => encoder.Name)];
        var made = encoders.ToList();
        foreach (JsonProperty change in changes.EnumerateObject())
        {
            int place = Array.IndexOf(names, change.Name);
            if (place < 0)
                throw new InputException(NearestName.Clause($"{source}: {path}: the study has no encoder '{change.Name}'", change.Name, names));
            JsonObject settings = ToJson(made[place]);
            foreach (JsonProperty setting in StudyElement.Object(change.Value, source, $"{path}.{change.Name}").EnumerateObject())
                settings[setting.Name] = StudyElement.Node(setting.Value);
            made[place] = Read(change.Name, JsonElement.Parse(settings.ToJsonString()), $"{path}.{change.Name}", made[..place]);
        }

        return made;
    }

    /// <summary>All encoders as JSON.</summary>
    public static JsonObject ToJson(IEnumerable<StudyEncoder> encoders) =>
        new(encoders.Select(encoder => KeyValuePair.Create(encoder.Name, (JsonNode?)ToJson(encoder))));

    static JsonObject ToJson(StudyEncoder encoder)
    {
        var json = new JsonObject(encoder.Settings.Select(setting => KeyValuePair.Create(setting.Key, StudyElement.Node(setting.Value))));
        if (encoder.Base.Length > 0)
            json[Base] = encoder.Base;
        if (encoder.TokensOf.Length > 0)
            json[TokensOf] = encoder.TokensOf;
        return json;
    }

    StudyEncoder Read(string name, JsonElement element, string path, IReadOnlyList<StudyEncoder> before)
    {
        var reader = new ConfigurationReader(element, $"{source}: {path}");
        string begun = Other(Base), tokens = Other(TokensOf);
        var settings = element.EnumerateObject().Where(setting => setting.Name is not (Base or TokensOf))
            .ToDictionary(setting => setting.Name, setting => Known(setting, path));
        var encoder = new StudyEncoder(name, settings, begun, tokens);
        try
        {
            _ = encoder.Unplaced;
            return encoder;
        }
        catch (InputException error)
        {
            throw new InputException($"{source}: {path}: {error.Message}", error);
        }

        string Other(string member)
        {
            string other = reader.Text(member, "");
            string[] names = [.. before.Select(one => one.Name)];
            return other.Length == 0 || names.Contains(other) ? other
                : throw new InputException(NearestName.Clause($"{source}: {path}.{member}: there is no encoder '{other}' before it", other, names));
        }
    }

    JsonElement Known(JsonProperty setting, string path) => s_settings.Contains(setting.Name)
        ? setting.Value.Clone()
        : throw new InputException(NearestName.Clause($"{source}: {path}.{setting.Name}: a pretraining has no setting '{setting.Name}'", setting.Name,
            [.. s_settings, TokensOf]));
}

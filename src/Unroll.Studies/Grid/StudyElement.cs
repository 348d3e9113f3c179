using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Naming;

namespace Unroll.Studies.Grid;

/// <summary>Pieces of a study's JSON, wrong ones told with the file and the JSON path.</summary>
static class StudyElement
{
    /// <summary>An element to put into other JSON; null of null.</summary>
    public static JsonNode? Node(JsonElement element) => JsonNode.Parse(element.GetRawText());

    /// <summary>An element that must be an object.</summary>
    public static JsonElement Object(JsonElement element, string source, string path) => element.ValueKind == JsonValueKind.Object
        ? element
        : throw new InputException($"{source}: {path}: an object {{…}} is expected, not {element.GetRawText().ReplaceLineEndings(" ")}");

    /// <summary>A list of objects, each read by <paramref name="read"/>; none where the list is missing.</summary>
    public static IReadOnlyList<T> Each<T>(ConfigurationReader reader, string name, string source, Func<ConfigurationReader, string, T> read) =>
        [.. reader.List(name).Select((element, place) =>
        {
            string path = $"$.{name}[{place}]";
            var item = new ConfigurationReader(Object(element, source, path), $"{source}: {path}");
            T made = read(item, path);
            item.RequireAllTaken();
            return made;
        })];

    /// <summary>A list of texts; none where it is missing.</summary>
    public static IReadOnlyList<string> Texts(ConfigurationReader reader, string name, string source, string path) =>
        [.. reader.List(name).Select((element, place) => element.ValueKind == JsonValueKind.String
            ? element.GetString()!
            : throw new InputException($"{source}: {path}.{name}[{place}]: a text is expected, not {element.GetRawText().ReplaceLineEndings(" ")}"))];

    /// <summary>One of a few words.</summary>
    public static T Word<T>(ConfigurationReader reader, string name, T otherwise, params (string Word, T Meaning)[] words)
    {
        if (!reader.Has(name))
            return otherwise;
        string word = reader.Text(name);
        foreach ((string known, T meaning) in words)
            if (known == word)
                return meaning;
        string[] names = [.. words.Select(known => known.Word)];
        throw new InputException(NearestName.Clause($"{reader.Source}: {name} '{word}' is unknown", word, names));
    }
}

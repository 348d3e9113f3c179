using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unroll.Naming;

/// <summary>
/// What can be asked for by name, with options: as a line <c>orthogonal:gain=2</c>, or as JSON <c>"orthogonal"</c>, <c>{ "type": "orthogonal", "gain": 2 }</c>. An
/// explicit list, like <see cref="Catalogue{T}"/>.
/// </summary>
/// <typeparam name="T">What the names stand for.</typeparam>
/// <param name="kind">What an entry is, for messages: "initializer".</param>
/// <param name="entries">Names, in Keras' spelling, and what makes the thing from its options; an option that is missing has Keras' default.</param>
public sealed class ConfiguredCatalogue<T>(string kind, params (string Name, Func<ConfigurationReader, T> Read)[] entries)
{
    const string TypeKey = "type";

    static readonly JsonElement s_noOptions = JsonElement.Parse("{}");

    readonly Catalogue<Func<ConfigurationReader, T>> _entries =
        new(kind, [.. entries.Select(entry => (entry.Name, new Func<Func<ConfigurationReader, T>>(() => entry.Read)))]);

    /// <summary>All names in their order.</summary>
    public IReadOnlyList<string> Names => _entries.Names;

    /// <summary>Makes what a line stands for: a name, with the default of every option, or with options behind it, as <c>huber:delta=0.5</c>.</summary>
    /// <exception cref="ArgumentException">The name is unknown or a value is not possible; the message says what would be right.</exception>
    /// <exception cref="InvalidDataException">An option is unknown, or not of its kind.</exception>
    public T Create(string line)
    {
        Choice choice = Choice.Parse(line);
        return choice.Make(_entries, read => read(choice.Options));
    }

    /// <summary>Makes what a JSON value describes.</summary>
    /// <param name="value">A name, or an object with its "type" and options.</param>
    /// <param name="source">Where it stands, for messages.</param>
    /// <exception cref="InvalidDataException">The name or an option is unknown, or a value is not possible.</exception>
    public T Read(JsonElement value, string source)
    {
        bool isName = value.ValueKind == JsonValueKind.String;
        if (!isName && value.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException(
                $"{source}: {kind}: a name or an object with its '{TypeKey}' and options is needed, not {value.GetRawText().ReplaceLineEndings(" ")}.");
        var reader = new ConfigurationReader(isName ? s_noOptions : value, source);
        string name = isName ? value.GetString()! : reader.Text(TypeKey);
        if (!_entries.TryCreate(name, out Func<ConfigurationReader, T>? read))
            throw new InvalidDataException($"{source}: {_entries.Unknown(name)}");
        try
        {
            T made = read(reader);
            reader.RequireAllTaken();
            return made;
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{source} ({name}): {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    /// <summary>What <see cref="Read"/> reads: the name alone where there are no options.</summary>
    internal static JsonNode Write(string name, JsonObject options)
    {
        if (options.Count == 0)
            return name;
        options.Insert(0, TypeKey, name);
        return options;
    }
}

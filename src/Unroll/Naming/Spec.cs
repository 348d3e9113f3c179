using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unroll.Naming;

/// <summary>
/// A name with options: <c>sgd:momentum=0.9,nesterov=true</c> on a command line and in a configuration, <c>"zeros"</c> or <c>{ "type": "orthogonal", "gain": 2
/// }</c>
/// in JSON. In the short form an option without a value is true, and slashes separate the numbers of a list.
/// </summary>
sealed class Spec
{
    const string TypeKey = "type";

    static readonly JsonElement s_noOptions = JsonElement.Parse("{}");

    Spec(string name, ConfigurationReader options) => (Name, Options) = (name, options);

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The options, each to be taken by the code that knows it.</summary>
    public ConfigurationReader Options { get; }

    /// <summary>Reads NAME or NAME:OPTION=VALUE,OPTION=VALUE.</summary>
    /// <exception cref="InvalidDataException">An option has no name, or is there twice.</exception>
    public static Spec Parse(string spec)
    {
        string[] parts = spec.Split(':', 2);
        var options = new JsonObject();
        foreach (string option in parts.Length == 1 ? [] : parts[1].Split(','))
        {
            string[] pair = option.Split('=', 2);
            string name = pair[0].Trim();
            if (name.Length == 0)
                throw new InvalidDataException("Options are of the form NAME:OPTION=VALUE,OPTION=VALUE.");
            if (!options.TryAdd(name, pair.Length == 1 ? (JsonNode)true : Value(pair[1].Trim())))
                throw new InvalidDataException($"'{name}' is there twice.");
        }

        string chosen = parts[0].Trim();
        return new Spec(chosen, new ConfigurationReader(JsonElement.Parse(options.ToJsonString()), chosen));
    }

    /// <summary>Reads a JSON value: a name, or an object with its "type" and options.</summary>
    /// <param name="value">The value.</param>
    /// <param name="kind">What it describes, for messages: "initializer".</param>
    /// <param name="source">Where it stands, for messages.</param>
    /// <exception cref="InvalidDataException">It is neither.</exception>
    public static Spec Read(JsonElement value, string kind, string source)
    {
        bool isName = value.ValueKind == JsonValueKind.String;
        if (!isName && value.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException(
                $"{source}: {kind}: expected a name, or an object with its '{TypeKey}' and options, not {value.GetRawText().ReplaceLineEndings(" ")}.");
        var reader = new ConfigurationReader(isName ? s_noOptions : value, source);
        return new Spec(isName ? value.GetString()! : reader.Text(TypeKey), reader);
    }

    /// <summary>What <see cref="Read"/> reads: the name alone where there are no options.</summary>
    public static JsonNode Write(string name, JsonObject options)
    {
        if (options.Count == 0)
            return name;
        options.Insert(0, TypeKey, name);
        return options;
    }

    /// <summary>The same name with one more option.</summary>
    public Spec With(string option, double value) => new(Name, Options.With(option, value));

    /// <summary>Creates an instance from the registered factory of the name.</summary>
    /// <exception cref="ArgumentException">The name is unknown or a value is out of range; the message says what would be right.</exception>
    /// <exception cref="InvalidDataException">An option is unknown, or not of its kind; the message lists the known ones.</exception>
    public T Create<T>(Registry<Func<ConfigurationReader, T>> registry) => Create(registry, make => make(Options));

    /// <summary>Creates an instance from a registered value, and makes sure that every option was taken.</summary>
    /// <inheritdoc cref="Create{T}(Registry{Func{ConfigurationReader, T}})"/>
    public TMade Create<TEntry, TMade>(Registry<TEntry> registry, Func<TEntry, TMade> make)
    {
        TMade made = make(registry.Find(Name));
        Options.RequireAllTaken();
        return made;
    }

    static JsonNode Value(string text)
    {
        if (bool.TryParse(text, out bool flag))
            return flag;
        JsonNode?[] numbers = [.. text.Split('/').Select(Number)];
        return Array.TrueForAll(numbers, number => number is not null) ? numbers.Length == 1 ? numbers[0]! : new JsonArray(numbers) : text;
    }

    static JsonNode? Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number
        : null;
}

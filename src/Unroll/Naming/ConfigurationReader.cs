using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unroll.Naming;

/// <summary>
/// Named options from a JSON object, each taken by the code that knows it. An option that is left over is an error, so a mistyped or newer one is never passed
/// over.
/// </summary>
public class ConfigurationReader
{
    readonly JsonElement _options;
    readonly HashSet<string> _taken = [];

    /// <summary>A reader of a JSON object.</summary>
    /// <param name="options">The object.</param>
    /// <param name="source">Where it stands, for messages: "model.safetensors: layer 2 (lstm)".</param>
    internal ConfigurationReader(JsonElement options, string source) => (_options, Source) = (options, source);

    /// <summary>Where the options stand, for messages.</summary>
    public string Source { get; }

    /// <summary>Whether an option is there.</summary>
    public bool Has(string name) => _options.TryGetProperty(name, out _);

    /// <summary>A whole number.</summary>
    /// <exception cref="InvalidDataException">The option is missing or not a whole number.</exception>
    public int Integer(string name) =>
        Take(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out int number) ? number : throw Wrong(name, "a whole number");

    /// <summary>A whole number, or another one where the option is missing.</summary>
    /// <exception cref="InvalidDataException">The option is not a whole number.</exception>
    public int Integer(string name, int otherwise) => Take(name) is null ? otherwise : Integer(name);

    /// <summary>A whole number of up to 64 bits, or another one where the option is missing.</summary>
    /// <exception cref="InvalidDataException">The option is not a whole number.</exception>
    public long LongInteger(string name, long otherwise) => Take(name) is not { } value ? otherwise
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number : throw Wrong(name, "a whole number");

    /// <summary>A number.</summary>
    /// <exception cref="InvalidDataException">The option is missing or not a number.</exception>
    public double Number(string name) => Take(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : throw Wrong(name, "a number");

    /// <summary>A number, or another one where the option is missing.</summary>
    /// <exception cref="InvalidDataException">The option is not a number.</exception>
    public double Number(string name, double otherwise) => Take(name) is null ? otherwise : Number(name);

    /// <summary>A number in single precision.</summary>
    /// <exception cref="InvalidDataException">The option is missing, not a number, or beyond the range of single precision.</exception>
    public float Single(string name) => (float)Number(name) is var number && float.IsFinite(number)
        ? number
        : throw Wrong(name, $"a number of at most {float.MaxValue:G2}");

    /// <summary>A number in single precision, or another one where the option is missing.</summary>
    /// <exception cref="InvalidDataException">The option is not a number, or beyond the range of single precision.</exception>
    public float Single(string name, float otherwise) => Take(name) is null ? otherwise : Single(name);

    /// <summary>A number; null where the option is missing.</summary>
    /// <exception cref="InvalidDataException">The option is not a number.</exception>
    public double? OptionalNumber(string name) => Take(name) is null or { ValueKind: JsonValueKind.Null } ? null : Number(name);

    /// <summary>A whole number; null where the option is missing.</summary>
    /// <exception cref="InvalidDataException">The option is not a whole number.</exception>
    public int? OptionalInteger(string name) => Take(name) is null ? null : Integer(name);

    /// <summary>Numbers, also a single one; null where the option is missing.</summary>
    /// <exception cref="InvalidDataException">The option is not a number or a list of them.</exception>
    public double[]? OptionalNumbers(string name) => Take(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value => [value.GetDouble()],
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(value => value.ValueKind == JsonValueKind.Number) =>
            [.. list.EnumerateArray().Select(value => value.GetDouble())],
        _ => throw Wrong(name, "a number or several"),
    };

    /// <summary>Yes or no.</summary>
    /// <exception cref="InvalidDataException">The option is neither true nor false.</exception>
    public bool Flag(string name, bool otherwise) => Take(name)?.ValueKind switch
    {
        null => otherwise,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name, "true or false"),
    };

    /// <summary>A text.</summary>
    /// <exception cref="InvalidDataException">The option is missing or not a text.</exception>
    public string Text(string name) => Take(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : throw Wrong(name, "a text");

    /// <summary>A text, or another one where the option is missing.</summary>
    /// <exception cref="InvalidDataException">The option is not a text.</exception>
    public string Text(string name, string otherwise) => Take(name) is null ? otherwise : Text(name);

    /// <summary>Texts, also a single one; none where the option is missing.</summary>
    /// <exception cref="InvalidDataException">The option is not a text or a list of them.</exception>
    public string[] Texts(string name) => Take(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.String } value => [value.GetString()!],
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(value => value.ValueKind == JsonValueKind.String) =>
            [.. list.EnumerateArray().Select(value => value.GetString()!)],
        _ => throw Wrong(name, "a text or several"),
    };

    /// <summary>An object of its own.</summary>
    /// <exception cref="InvalidDataException">The option is missing or not an object.</exception>
    public JsonElement Object(string name) => Take(name) is { ValueKind: JsonValueKind.Object } value ? value : throw Wrong(name, "an object");

    /// <summary>The elements of a list; none where the option is missing.</summary>
    /// <exception cref="InvalidDataException">The option is not a list.</exception>
    public IReadOnlyList<JsonElement> List(string name) => Take(name) is not { } value ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : throw Wrong(name, "a list");

    /// <summary>A list of whole numbers.</summary>
    /// <exception cref="InvalidDataException">The option is missing or holds something else.</exception>
    public int[] Integers(string name) => Has(name)
        ? [.. List(name).Select(number =>
            number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int value) ? value : throw Wrong(name, "whole numbers"))]
        : throw Wrong(name, "a list of whole numbers");

    /// <summary>The value of a registered name, or another one where the option is missing.</summary>
    /// <exception cref="InvalidDataException">The name is unknown; the message lists the known ones and suggests the nearest.</exception>
    internal T Named<T>(string name, Registry<T> registry, T otherwise)
    {
        if (Take(name) is null)
            return otherwise;
        string text = Text(name);
        return registry.TryFind(text, out T? value) ? value : throw new InvalidDataException($"{Source}: {name}: {registry.Unknown(text)}");
    }

    /// <summary>What a name with options describes, or something else where the option is missing.</summary>
    /// <exception cref="InvalidDataException">The name or one of its options is unknown, or a value is out of range.</exception>
    internal T Created<T>(string name, Registry<Func<ConfigurationReader, T>> registry, T otherwise)
    {
        if (Take(name) is not { } value)
            return otherwise;
        string source = $"{Source}: {name}";
        Spec spec = Spec.Read(value, name, source);
        if (!registry.TryFind(spec.Name, out _))
            throw new InvalidDataException($"{source}: {registry.Unknown(spec.Name)}");
        try
        {
            return spec.Create(registry);
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{source} ({spec.Name}): {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    /// <summary>The value of an option as it stands.</summary>
    /// <exception cref="InvalidDataException">The option is missing.</exception>
    internal JsonElement Element(string name) => Take(name) ?? throw Wrong(name, "there");

    /// <summary>To be called when everything known has been taken.</summary>
    /// <exception cref="InvalidDataException">Something is left: an option that this version does not know.</exception>
    public void RequireAllTaken()
    {
        foreach (JsonProperty option in _options.EnumerateObject())
        {
            if (_taken.Contains(option.Name))
                continue;
            throw new InvalidDataException(NearestName.Message($"{Source}: this version knows no option '{option.Name}'", option.Name, [.. _taken.Order()]));
        }
    }

    /// <summary>The same options and one more, none of them taken.</summary>
    internal ConfigurationReader With(string option, double value)
    {
        JsonObject more = JsonObject.Create(_options)!;
        more[option] = value;
        return new ConfigurationReader(JsonElement.Parse(more.ToJsonString()), Source);
    }

    JsonElement? Take(string name)
    {
        _taken.Add(name);
        return _options.TryGetProperty(name, out JsonElement value) ? value : null;
    }

    InvalidDataException Wrong(string name, string expected) => new(_options.TryGetProperty(name, out JsonElement value)
        ? $"{Source}: the option '{name}' must be {expected}, not {value.GetRawText().ReplaceLineEndings(" ")}."
        : $"{Source}: the option '{name}' is missing; it must be {expected}.");
}

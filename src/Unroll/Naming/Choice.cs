using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unroll.Naming;

/// <summary>
/// A name of a catalogue with options, in the short form that a command line and a configuration take: <c>sgd:momentum=0.9,nesterov=true</c>. An option without a
/// value is true; a list of numbers has slashes between them.
/// </summary>
public sealed class Choice
{
    readonly JsonObject _options;

    Choice(string name, JsonObject options) => (Name, _options, Options) = (name, options, new ConfigurationReader(JsonElement.Parse(options.ToJsonString()), name));

    /// <summary>What is chosen.</summary>
    public string Name { get; }

    /// <summary>Its options, to be taken by what is chosen.</summary>
    public ConfigurationReader Options { get; }

    /// <summary>Reads NAME or NAME:OPTION=VALUE,OPTION=VALUE.</summary>
    /// <exception cref="InvalidDataException">An option has no name, or is there twice.</exception>
    public static Choice Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        string[] parts = line.Split(':', 2);
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

        return new Choice(parts[0].Trim(), options);
    }

    /// <summary>The same with an option more.</summary>
    public Choice With(string option, double value)
    {
        var options = (JsonObject)_options.DeepClone();
        options[option] = value;
        return new Choice(Name, options);
    }

    /// <summary>Makes what is chosen, and then makes sure that it knew all options.</summary>
    /// <exception cref="ArgumentException">The catalogue has no such name, or a value is not possible; the message says what would be right.</exception>
    /// <exception cref="InvalidDataException">The thing has no such option; the message lists those that it has.</exception>
    public TMade Make<TEntry, TMade>(Catalogue<TEntry> catalogue, Func<TEntry, TMade> make)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(make);
        TMade made = make(catalogue.Create(Name));
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
